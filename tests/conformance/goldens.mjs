// Golden files: what a case shows, its reports, and what the command prints for them, in one text that people can read.
//
//     The first line says what the case shows.
//     === NAME.md
//     a report
//     === FORMAT [LANGUAGE]
//     what is printed
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GOLDENS = fileURLToPath(new URL("goldens/", import.meta.url));

/**
 * @typedef {object} Golden
 * @property {string} path
 * @property {string} title
 * @property {{ name: string, text: string }[]} reports
 * @property {{ format: string, text: string }[]} printed
 */

/**
 * @param {"compare" | "series"} command
 * @returns {Golden[]}
 */
export function goldens(command) {
  return readdirSync(`${GOLDENS}${command}`)
    .sort()
    .map((name) => read(`${GOLDENS}${command}/${name}`));
}

/** @param {string} path */
function read(path) {
  const [title = "", ...sections] = readFileSync(path, "utf8").split(/^=== /mu);
  const parts = sections.map((section) => {
    const end = section.indexOf("\n");
    return { name: section.slice(0, end), text: section.slice(end + 1) };
  });
  const isReport = (/** @type {{ name: string }} */ { name }) => name.includes(".");
  return {
    path,
    title: title.trim(),
    reports: parts.filter(isReport),
    printed: parts.filter((part) => !isReport(part)).map(({ name, text }) => ({ format: name, text })),
  };
}

/**
 * Writes what is printed now into the file: a change is then reviewed as a difference, by eye.
 * @param {Golden} golden
 * @param {string} format
 * @param {string} text
 */
export function update({ path }, format, text) {
  const golden = read(path);
  const printed = golden.printed.map((part) => (part.format === format ? { format, text } : part));
  const sections = [
    ...golden.reports.map(({ name, text: report }) => `${name}\n${report}`),
    ...printed.map((part) => `${part.format}\n${part.text}`),
  ];
  writeFileSync(path, `${golden.title}\n${sections.map((section) => `=== ${section}`).join("")}`);
}
