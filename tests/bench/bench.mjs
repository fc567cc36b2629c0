#!/usr/bin/env node
// Documents a second: the native core, the core as wasm in Node, and a hand-written RegExp script, in one run; a table for
// each edition. Rounds are interleaved, so that whatever else the machine does meets all three; each figure is the median of its rounds.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WasmCore } from "../conformance/wasm-core.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";
import * as english from "./regexp-baseline.mjs";
import * as chinese from "./regexp-baseline-zh.mjs";

const NATIVE_BENCH = fileURLToPath(new URL("../../build/native/certdelta_bench", import.meta.url));
const DOCUMENTS = 400;
const ROUNDS = 7;
const SECONDS = 1;

/**
 * @callback Round  reads all documents over and over for about SECONDS
 * @returns {number}  documents a second
 */

/**
 * @param {(document: Uint8Array, name: string) => Uint8Array} readOne
 * @param {{ name: string, bytes: Uint8Array }[]} documents
 * @returns {Round}
 */
function inProcess(readOne, documents) {
  return () => {
    const start = performance.now();
    let done = 0;
    let elapsed = 0;
    while (elapsed < SECONDS * 1000) {
      for (const { bytes, name } of documents) {
        readOne(bytes, name);
      }
      done += documents.length;
      elapsed = performance.now() - start;
    }
    return (done * 1000) / elapsed;
  };
}

/**
 * @param {string[]} paths
 * @returns {Round}
 */
function native(paths) {
  return () => {
    const [done, seconds] = execFileSync(NATIVE_BENCH, [String(SECONDS), ...paths], { encoding: "utf8" })
      .split(" ")
      .map(Number);
    return done / seconds;
  };
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** @param {number} value */
function grouped(value) {
  return Math.round(value).toLocaleString("en").padStart(9);
}

/**
 * One edition's table.
 * @param {string} title
 * @param {"en" | "zh"} edition
 * @param {typeof english} baseline  the RegExp script
 * @param {string} folder
 */
async function measure(title, edition, baseline, folder) {
  const generated = generate({ edition, era: "classic", count: DOCUMENTS, seed: 1, damage: [] });
  const documents = generated.map(({ name, text }) => ({
    name: basename(name),
    bytes: new TextEncoder().encode(text),
  }));
  const paths = writeAll(folder, generated);
  const core = await WasmCore.load();
  const wasm = (/** @type {Uint8Array} */ bytes, /** @type {string} */ name) => core.parse(bytes, { name });

  const contestants = [
    { name: "native core", round: native(paths), figures: () => figuresOfCore(wasm, documents) },
    { name: "wasm in Node", round: inProcess(wasm, documents), figures: () => figuresOfCore(wasm, documents) },
    {
      name: "RegExp script",
      round: inProcess(baseline.parse, documents),
      figures: () => figuresOfBaseline(baseline.read, documents),
    },
  ];

  const bytes = documents.reduce((sum, document) => sum + document.bytes.length, 0) / documents.length;
  process.stdout.write(`\n${title}: ${DOCUMENTS} documents of ${Math.round(bytes)} bytes on average\n`);
  for (const { round } of contestants) {
    round();
  }
  /** @type {number[][]} */
  const speeds = contestants.map(() => []);
  for (let index = 0; index < ROUNDS; index += 1) {
    for (const [place, { round }] of contestants.entries()) {
      speeds[place].push(round());
    }
  }

  const script = speeds[speeds.length - 1];
  process.stdout.write(
    `${"".padEnd(14)}${"documents/s".padStart(12)}${"ratio".padStart(8)}${"slowest".padStart(11)}${"fastest".padStart(11)}${"values".padStart(8)}\n`,
  );
  contestants.forEach(({ name, figures }, place) => {
    const speed = median(speeds[place]);
    // Taken round by round: what slows the machine down for a while slows all three down.
    const ratio = median(speeds[place].map((value, index) => value / script[index]));
    const spread = [Math.min(...speeds[place]), Math.max(...speeds[place])]
      .map((value) => grouped(value).padStart(11))
      .join("");
    process.stdout.write(
      `${name.padEnd(14)}${grouped(speed).padStart(12)}${ratio.toFixed(2).padStart(8)}${spread}${figures().toFixed(1).padStart(8)}\n`,
    );
  });
}

const folder = mkdtempSync(join(tmpdir(), "certdelta-bench-"));
try {
  process.stdout.write(
    `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; median of ${ROUNDS} rounds\n`,
  );
  await measure("English edition", "en", english, join(folder, "en"));
  await measure("Chinese edition", "zh", chinese, join(folder, "zh"));
  process.stdout.write(
    "\nratio: to the RegExp script, which gives values only. The core gives each value with its place, checks, and what it could not read.\nvalues: found in a document, on average.\n",
  );
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {(document: Uint8Array, name: string) => Uint8Array} readOne
 * @param {{ name: string, bytes: Uint8Array }[]} list
 */
function figuresOfCore(readOne, list) {
  const found = list.map(({ bytes, name }) => {
    const { fields } = JSON.parse(new TextDecoder().decode(readOne(bytes, name)));
    return Object.values(fields).flatMap(({ status, value }) => (status === "found" ? [value].flat() : [])).length;
  });
  return found.reduce((sum, each) => sum + each, 0) / list.length;
}

/**
 * @param {(document: string) => { fields: object }} read
 * @param {{ bytes: Uint8Array }[]} list
 */
function figuresOfBaseline(read, list) {
  const found = list.map(({ bytes }) => Object.keys(read(new TextDecoder().decode(bytes)).fields).length);
  return found.reduce((sum, each) => sum + each, 0) / list.length;
}
