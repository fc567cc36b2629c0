// Checks a built module against its contract: node check-module.mjs MODULE EXPORTS [HEADER]
// No imports; the listed functions and the memory exported, and nothing else; every function of the header listed.
// Exit status 1, with one line for each difference.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readExports } from "./exports.mjs";

const [modulePath, exportsPath, headerPath] = process.argv.slice(2);
const listed = readExports(exportsPath);
const problems = [];

const module = new WebAssembly.Module(readFileSync(modulePath));
const wanted = new Set(["memory", ...listed]);
const built = new Set(WebAssembly.Module.exports(module).map((entry) => entry.name));
for (const entry of WebAssembly.Module.imports(module)) problems.push(`imports ${entry.module}.${entry.name}`);
for (const name of built)
  if (!wanted.has(name)) problems.push(`exports ${name}, which ${basename(exportsPath)} does not list`);
for (const name of wanted) if (!built.has(name)) problems.push(`does not export ${name}`);

if (headerPath !== undefined) {
  const declarations = readFileSync(headerPath, "utf8").matchAll(/^\w+ (certdelta_\w+)\(/gm);
  for (const [, name] of declarations) {
    if (!listed.includes(name))
      problems.push(`${basename(exportsPath)} does not list ${name}, which ${basename(headerPath)} declares`);
  }
}

for (const problem of problems) console.error(`${basename(modulePath)}: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
