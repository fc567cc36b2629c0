// Checks a built module against its contract: node check-module.mjs MODULE CONTRACT [HEADER]
// The listed functions and the memory exported, the listed functions imported, and nothing else; every function of the
// header listed. Exit status 1, with one line for each difference.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readContract } from "./contract.mjs";

const [modulePath, contractPath, headerPath] = process.argv.slice(2);
const contract = readContract(contractPath);
const list = basename(contractPath);
const problems = [];

const module = new WebAssembly.Module(readFileSync(modulePath));
const built = WebAssembly.Module.exports(module).map(({ name }) => name);
const imported = WebAssembly.Module.imports(module).map((entry) => `${entry.module} ${entry.name}`);
differences("export", built, ["memory", ...contract.exports]);
differences("import", imported, contract.imports);

if (headerPath !== undefined) {
  const declarations = readFileSync(headerPath, "utf8").matchAll(/^\w+ (certdelta_\w+)\(/gm);
  for (const [, name] of declarations) {
    if (!contract.exports.includes(name))
      problems.push(`${list} does not list ${name}, which ${basename(headerPath)} declares`);
  }
}

for (const problem of problems) console.error(`${basename(modulePath)}: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * @param {string} verb
 * @param {string[]} found
 * @param {string[]} wanted
 */
function differences(verb, found, wanted) {
  for (const name of found) if (!wanted.includes(name)) problems.push(`${verb}s ${name}, which ${list} does not list`);
  for (const name of wanted) if (!found.includes(name)) problems.push(`does not ${verb} ${name}`);
}
