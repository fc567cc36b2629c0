#!/usr/bin/env node
// PDF documents a second through a pool of two workers: certdelta/pdf and pdf.js doing the same, in one run, interleaved.
import { readdirSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

const FIXTURES = new URL("../documents/fixtures/", import.meta.url);
const WORKERS = 2;
const ROUNDS = 5;
const SECONDS = 2;

class Pool {
  /** @param {"certdelta" | "pdf.js"} name */
  constructor(name) {
    this.name = name;
    this.workers = Array.from(
      { length: WORKERS },
      () => new Worker(new URL("pdf-worker.mjs", import.meta.url), { workerData: name }),
    );
    this.ready = Promise.all(this.workers.map(answer));
  }

  /**
   * Reads the documents over and over for about SECONDS.
   * @param {Uint8Array[]} documents
   * @returns {Promise<{ speed: number, characters: number }>}  documents a second; characters of each document once
   */
  async round(documents) {
    const start = performance.now();
    let next = 0;
    let characters = 0;
    // Whole passes: every round has the same mix.
    const wanted = () => next % documents.length !== 0 || performance.now() - start < SECONDS * 1000;
    await Promise.all(
      this.workers.map(async (worker) => {
        while (wanted()) {
          const index = next;
          next += 1;
          worker.postMessage(documents[index % documents.length]);
          const count = await answer(worker);
          characters += index < documents.length ? count : 0;
        }
      }),
    );
    return { speed: (next * 1000) / (performance.now() - start), characters };
  }

  close() {
    return Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/**
 * The next message; an error inside the worker ends the run.
 * @param {Worker} worker
 * @returns {Promise<number>}
 */
function answer(worker) {
  return new Promise((resolve) => {
    worker.once("message", resolve);
  });
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const documents = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".pdf") && name !== "encrypted.pdf")
  .map((name) => new Uint8Array(readFileSync(new URL(name, FIXTURES))));
const pools = [new Pool("certdelta"), new Pool("pdf.js")];
try {
  for (const pool of pools) {
    await pool.ready;
    await pool.round(documents);
  }
  /** @type {{ speed: number, characters: number }[][]} */
  const rounds = pools.map(() => []);
  for (let index = 0; index < ROUNDS; index += 1) {
    for (const [place, pool] of pools.entries()) {
      rounds[place].push(await pool.round(documents));
    }
  }
  process.stdout.write(
    `\nPDF: ${documents.length} reports of LibreOffice and LaTeX, ${WORKERS} workers each, median of ${ROUNDS} rounds; text with places and fonts, and drawings\n\n`,
  );
  process.stdout.write(
    `${"".padEnd(14)}${"documents/s".padStart(12)}${"ratio".padStart(8)}${"characters".padStart(12)}\n`,
  );
  for (const [place, { name }] of pools.entries()) {
    const speed = median(rounds[place].map(({ speed }) => speed));
    const ratio = median(rounds[place].map(({ speed }, index) => speed / rounds[1][index].speed));
    process.stdout.write(
      `${name.padEnd(14)}${speed.toFixed(1).padStart(12)}${ratio.toFixed(2).padStart(8)}${String(rounds[place][0].characters).padStart(12)}\n`,
    );
  }
} finally {
  await Promise.all(pools.map((pool) => pool.close()));
}
