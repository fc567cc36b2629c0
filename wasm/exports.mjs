// Reads an exports list: one function a line, # starts a comment.
import { readFileSync } from "node:fs";

/**
 * @param {string} path
 * @returns {string[]}
 */
export function readExports(path) {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
