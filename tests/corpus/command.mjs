// Runs the native command over many files at once.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const NATIVE = fileURLToPath(new URL("../../build/native/certdelta", import.meta.url));

/** Far below the limit of an argument list; each call reads this many files. */
const BATCH = 500;

/**
 * Runs a command and gives its standard output back as bytes.
 * @param {string} command
 * @param {string[]} args
 */
export function run(command, args) {
  return execFileSync(command, args, { cwd: ROOT, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"] });
}

/**
 * The records of many files as lines of NDJSON, in the order of the files.
 * @param {string[]} paths
 * @param {string[]} [command]  the command and its first arguments; the native one when left out
 * @returns {string[]}
 */
export function parseFiles(paths, [program, ...first] = [NATIVE]) {
  const lines = [];
  for (let start = 0; start < paths.length; start += BATCH) {
    const output = run(program, [...first, "parse", "--format", "ndjson", ...paths.slice(start, start + BATCH)]);
    lines.push(...output.toString("utf8").trimEnd().split("\n"));
  }
  return lines;
}

/**
 * The records of texts, in their order.
 * @param {string[]} texts
 * @returns {import("./judge.mjs").ReportRecord[]}
 */
export function parseTexts(texts) {
  const folder = mkdtempSync(join(tmpdir(), "certdelta-texts-"));
  try {
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.txt`);
      writeFileSync(path, text);
      return path;
    });
    return parseFiles(paths).map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Says what to do when the command has not been built, instead of failing once for each test. */
export function requireNative() {
  if (!existsSync(NATIVE)) {
    throw new Error("build/native/certdelta is not there: run ./dev build");
  }
}
