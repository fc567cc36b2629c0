#!/usr/bin/env node
// Documents a second in each host of the wasm modules, beside the native command: the same items into each, starting included.
// Hosts take turns, so that whatever else the machine does meets all of them; each figure is the median of its rounds.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transpile } from "@bytecodealliance/jco";
import createPlugin from "@extism/extism";
import { WasmCore } from "../conformance/wasm-core.mjs";
import { NATIVE } from "../corpus/command.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";

const DOCUMENTS = 1_000;
const ROUNDS = 3;
const root = fileURLToPath(new URL("../../", import.meta.url));
const artifact = (/** @type {string} */ name) => join(root, `dist/wasm/certdelta.${name}.wasm`);
const folder = mkdtempSync(join(tmpdir(), "certdelta-bench-"));
const generated = generate({ edition: "en", era: "classic", count: DOCUMENTS, seed: 1, damage: [] });
const paths = writeAll(join(folder, "reports"), generated);
const items = generated.map(({ name, text }) => JSON.stringify({ name, document: text }));
const input = `${items.join("\n")}\n`;

/**
 * @param {string} program
 * @param {string[]} args
 */
function pipe(program, args) {
  const { stdout } = spawnSync(program, args, { input, maxBuffer: 1 << 30 });
  return stdout.toString().trimEnd().split("\n").length;
}

/** @returns {Promise<(documents: { name: string, content: Uint8Array }[]) => unknown[]>} */
async function component() {
  const { files } = await transpile(readFileSync(artifact("component")), { name: "certdelta" });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return (await import(pathToFileURL(join(folder, "certdelta.js")).href)).reports.parseBatch;
}

const nodeWasi = join(root, "tests/hosts/node-wasi.mjs");
const bun = join(root, "node_modules/@oven/bun-linux-x64/bin/bun");
const wizer = join(root, "node_modules/@bytecodealliance/wizer-linux-x64/wizer");
const wasmtime = ["--allow-wasi", "--inherit-stdio", "true", "--init-func", "_start", artifact("wasi")];

/** @type {[string, () => number | Promise<number>][]} */
const hosts = [
  ["native command", () => pipe(NATIVE, ["parse", "--format", "ndjson", ...paths])],
  ["node:wasi", () => pipe(process.execPath, ["--no-warnings", nodeWasi, artifact("wasi")])],
  ["Bun", () => pipe(bun, [artifact("wasi")])],
  ["Wasmtime (wizer)", () => pipe(wizer, [...wasmtime, "-o", "/dev/null"])],
  [
    "plugin, C ABI in Node",
    async () => {
      const core = await WasmCore.load(artifact("plugin"));
      for (const { name, text } of generated) core.parse(new TextEncoder().encode(text), { name });
      return DOCUMENTS;
    },
  ],
  [
    "component, jco",
    async () => {
      const parseBatch = await component();
      return parseBatch(generated.map(({ name, text }) => ({ name, content: new TextEncoder().encode(text) }))).length;
    },
  ],
  [
    "Extism in Node",
    async () => {
      const plugin = await createPlugin({ wasm: [{ path: artifact("extism") }] });
      for (const [index, item] of items.entries()) {
        await plugin.call("parse", item);
        if (index % 500 === 499) await plugin.reset();
      }
      await plugin.close();
      return DOCUMENTS;
    },
  ],
];

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  /** @type {number[][]} */
  const times = hosts.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, [name, run]] of hosts.entries()) {
      const start = performance.now();
      const done = await run();
      times[place].push(performance.now() - start);
      if (done !== DOCUMENTS) throw new Error(`${name} gave ${done} records, not ${DOCUMENTS}`);
    }
  }
  process.stdout.write(`\nHosts: ${DOCUMENTS} documents, starting included; median of ${ROUNDS} rounds\n`);
  process.stdout.write(`${"".padEnd(24)}documents/s   ms a document   ratio\n`);
  const native = median(times[0]);
  for (const [place, [name]] of hosts.entries()) {
    const each = median(times[place]) / DOCUMENTS;
    const ratio = median(times[place]) / native;
    process.stdout.write(
      `${name.padEnd(24)}${String(Math.round(1000 / each)).padStart(11)}${each.toFixed(3).padStart(16)}${ratio.toFixed(1).padStart(8)}\n`,
    );
  }
  process.stdout.write("ratio: of the time, to the native command's.\n");
} finally {
  rmSync(folder, { recursive: true });
}
