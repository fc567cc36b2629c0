// Turns what the linker made into what is shipped: node finish-module.mjs LINKED OUTPUT EXPORTS
//
// 1. wasm-metadce drops every export that is not asked for, with the code behind it: Emscripten always adds some of its own.
// 2. wasm-ctor-eval runs the constructors now and keeps the memory that they leave. Many hosts never call `_initialize`; this
//    way there is none to call. Should it ever fail to run all of them, `_initialize` stays and check-module.mjs reports it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readExports } from "./exports.mjs";

const [linked, output, exportsList] = process.argv.slice(2);
const constructors = "_initialize";
const kept = ["memory", constructors, ...readExports(exportsList)];
const graph = [{ name: "host", root: true, reaches: kept }, ...kept.map((name) => ({ name, export: name }))];

const scratch = mkdtempSync(join(tmpdir(), "certdelta-wasm-"));
try {
  const graphFile = join(scratch, "graph.json");
  const stripped = join(scratch, "stripped.wasm");
  writeFileSync(graphFile, JSON.stringify(graph));
  mkdirSync(dirname(output), { recursive: true });
  run("wasm-metadce", [linked, `--graph-file=${graphFile}`, "-o", stripped]);
  run("wasm-ctor-eval", [stripped, `--ctors=${constructors}`, "-o", output]);
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * @param {string} tool
 * @param {string[]} args
 */
function run(tool, args) {
  execFileSync(tool, args, { stdio: ["ignore", "ignore", "inherit"] });
}
