// Reads the list of what a module imports and exports; core.contract.txt tells its format.
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Contract
 * @property {string[]} exports    functions that the built file exports
 * @property {string[]} imports    functions that it imports, as "MODULE NAME"
 * @property {string} [buildOnly]  the function that is called while building, which the built file does not export
 */

/**
 * @param {string} path
 * @returns {Contract}
 */
export function readContract(path) {
  /** @type {Contract} */
  const contract = { exports: [], imports: [] };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [first, ...rest] = line.trim().split(" ");
    if (first === "" || first.startsWith("# ") || first === "#") continue;
    if (first === "import") contract.imports.push(rest.join(" "));
    else if (first === "build") contract.buildOnly = rest[0];
    else contract.exports.push(first);
  }
  return contract;
}
