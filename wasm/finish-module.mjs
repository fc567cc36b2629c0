// Turns what the linker made into what is shipped: node finish-module.mjs LINKED OUTPUT CONTRACT [WIT]
//
// 1. wasm-metadce drops every export that is not asked for, with the code behind it: Emscripten always adds some of its own.
// 2. wasm-ctor-eval runs the constructors now and keeps the memory that they leave. Many hosts never call `_initialize`; this
//    way there is none to call. Should it ever fail to run all of them, `_initialize` stays and check-module.mjs reports it.
// 3. Where the contract says what to call while building, wizer calls it and keeps the memory that it leaves: the profiles
//    are read and compiled here, once, and not in each instance.
// 4. With a WIT file, a component is made of it: OUTPUT with .component.wasm in the place of .wasm.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readContract } from "./contract.mjs";

const [linked, output, contractPath, wit] = process.argv.slice(2);
const constructors = "_initialize";
const contract = readContract(contractPath);
const kept = [
  "memory",
  constructors,
  ...(contract.buildOnly === undefined ? [] : [contract.buildOnly]),
  ...contract.exports,
];
const graph = [{ name: "host", root: true, reaches: kept }, ...kept.map((name) => ({ name, export: name }))];

const scratch = mkdtempSync(join(tmpdir(), "certdelta-wasm-"));
try {
  const [graphFile, stripped, constructed] = ["graph.json", "stripped.wasm", "constructed.wasm"].map((name) =>
    join(scratch, name),
  );
  writeFileSync(graphFile, JSON.stringify(graph));
  mkdirSync(dirname(output), { recursive: true });
  run("wasm-metadce", [linked, `--graph-file=${graphFile}`, "-o", stripped]);
  run("wasm-ctor-eval", [stripped, `--ctors=${constructors}`, "-o", constructed]);
  if (contract.buildOnly === undefined) copyFileSync(constructed, output);
  else run(wizer(), [constructed, "--init-func", contract.buildOnly, "-o", output]);
  if (wit !== undefined) await makeComponent();
} finally {
  rmSync(scratch, { recursive: true });
}

async function makeComponent() {
  const { componentEmbed, componentNew } = await import("@bytecodealliance/jco");
  const witSource = readFileSync(wit, "utf8");
  const embedded = await componentEmbed({ witSource, binary: readFileSync(output), dummy: false });
  writeFileSync(output.replace(/\.wasm$/, ".component.wasm"), await componentNew(embedded, []));
}

/** The executable itself: its npm package brings a script that looks for it. */
function wizer() {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve("@bytecodealliance/wizer-linux-x64/package.json")), "wizer");
}

/**
 * @param {string} tool
 * @param {string[]} args
 */
function run(tool, args) {
  execFileSync(tool, args, { stdio: ["ignore", "ignore", "inherit"] });
}
