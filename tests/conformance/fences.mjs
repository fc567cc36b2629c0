// The fenced blocks of a Markdown document, so that tests can run the examples that people read.
import { readFileSync } from "node:fs";

/**
 * @typedef {object} Fence
 * @property {string} kind  the first word behind the fence: "json"
 * @property {string} name  what stands behind it; "" when nothing does
 * @property {number} line  of the fence, from 1
 * @property {string} body
 */

/**
 * @param {string} path
 * @returns {Fence[]}
 */
export function fencesOf(path) {
  const fences = [];
  /** @type {Fence | undefined} */
  let open;
  for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
    const mark = line.match(/^```(\w*) ?(.*)$/u);
    if (mark === null) {
      if (open !== undefined) {
        open.body += `${line}\n`;
      }
    } else if (open === undefined) {
      open = { kind: mark[1] ?? "", name: mark[2] ?? "", line: index + 1, body: "" };
    } else {
      fences.push(open);
      open = undefined;
    }
  }
  return fences;
}

/**
 * A command and what it prints, from a block that starts with "$ command".
 * @param {Fence} fence
 */
export function sessionOf({ line, body }) {
  const end = body.indexOf("\n");
  return { line, command: body.slice(0, end).replace(/^\$ /u, ""), output: body.slice(end + 1) };
}
