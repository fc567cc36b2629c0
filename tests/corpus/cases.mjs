// Cases written by hand: a text in our own words, and the record that has to come of it. One file holds many:
//
//   === what the case shows
//   the text; a head with title, issue and period stands before it, unless the title line ends with "@whole"
//   ---
//   incidents.handled.total = about 253, up 5.2%    value, with its qualifier and stated change
//   websites.defaced.total = rejected               or another status than found
//   unassigned = 59 | 12%                           figures that belong to nothing, in their order
//   issue = 25/2016    period = 2016-06-13/2016-06-19    profile = none    diagnostic = arrow-lost
//
//   websites.defaced.total = *                      whatever it is, or is not; so with unassigned = *
//
// With "@each" behind the title, each line of the text is a case of its own, with the same record.
// What a case does not list is absent in the record: fields, figures without a field. Diagnostics that are not listed
// are let pass, and so are issue and period.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("cases/", import.meta.url);

/**
 * @typedef {object} Case
 * @property {string} file
 * @property {number} line  of its title
 * @property {string} title
 * @property {string} text
 * @property {[string, string][]} expected
 */

/** What stands before and behind a text that is no whole report. */
const FRAMES = {
  en: ["Weekly Report of CNCERT\n\nIssue 25 2016 Jun.13 -Jun.19\n\n", "\n\nThanks to all who took part.\n"],
  zh: ["网络安全信息与动态周报2016年第25期（6月13日—6月19日）\n\n", "\n\n感谢所有参与者。\n"],
};

/**
 * All cases of an edition, file after file.
 * @param {keyof typeof FRAMES} edition
 * @returns {Case[]}
 */
export function readCases(edition) {
  const folder = fileURLToPath(new URL(`${edition}/`, FOLDER));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((file) => parseCases(readFileSync(`${folder}${file}`, "utf8"), file, FRAMES[edition]));
}

/**
 * The cases of a file. What stands above the first is for those who read the file.
 * @param {string} source
 * @param {string} file
 * @param {string[]} [frame]  what stands before and behind a text that is no whole report
 * @returns {Case[]}
 */
export function parseCases(source, file, [head, tail] = ["", ""]) {
  /** @type {Case[]} */
  const cases = [];
  let line = 1;
  for (const part of source.split(/^(?==== )/mu)) {
    const [first, ...rest] = part.split("\n");
    if (first.startsWith("=== ")) {
      const [, title, mode] = first.match(/^=== (.*?)(?:\s*@(whole|each))?$/u) ?? [];
      const end = rest.lastIndexOf("---");
      const text = withCharacters(
        rest
          .slice(0, end)
          .join("\n")
          .replaceAll(/^\n+|\n+$/gu, ""),
      );
      const expected = rest
        .slice(end + 1)
        .filter((entry) => entry.includes(" = "))
        .map((entry) => /** @type {[string, string]} */ (entry.split(/ = (.*)/u).slice(0, 2)));
      const inReport = (/** @type {string} */ body) => `${head}${body}${tail}`;
      if (mode === "each") {
        rest.slice(0, end).forEach((body, index) => {
          if (body !== "") {
            cases.push({ file, line: line + index + 1, title, text: inReport(withCharacters(body)), expected });
          }
        });
      } else {
        cases.push({ file, line, title, text: mode === "whole" ? `${text}\n` : inReport(text), expected });
      }
    }
    line += rest.length;
  }
  return cases;
}

/**
 * Characters that an editor would not show: \u{E001} and \t.
 * @param {string} text
 */
function withCharacters(text) {
  return text
    .replace(/\\u\{([0-9A-F]+)\}/gu, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("\\t", "\t");
}

/**
 * What the record says, in the words of a case, for the keys that a case can have.
 * @param {import("./judge.mjs").ReportRecord} record
 * @param {string[]} keys  of the case
 * @returns {string[]} sorted
 */
export function summary(record, keys) {
  /** @type {string[]} */
  const lines = [];
  for (const [name, field] of Object.entries(record.fields ?? {})) {
    if (field.status === "found") {
      lines.push(`${name} = ${valueText(field)}`);
    } else if (field.status !== "absent") {
      lines.push(`${name} = ${field.status}`);
    }
  }
  if (record.unassigned?.length) {
    lines.push(`unassigned = ${record.unassigned.map((figure) => figure.text.replaceAll(/\s+/gu, " ")).join(" | ")}`);
  }
  if (record.profile === null) {
    lines.push("profile = none");
  }
  if (keys.includes("issue")) {
    lines.push(`issue = ${record.issue.number ?? "?"}/${record.issue.year ?? "?"}`);
  }
  if (keys.includes("period")) {
    lines.push(`period = ${record.period ? `${record.period.start}/${record.period.end}` : "none"}`);
  }
  return lines.sort();
}

/**
 * A found field in the words of a case.
 * @param {any} field
 */
export function valueText(field) {
  const value = Array.isArray(field.value) ? field.value.join(" + ") : String(field.value);
  const { change } = field;
  const unit = change ? { percent: "%", points: " points", absolute: "" }[/** @type {"percent"} */ (change.kind)] : "";
  const amount = change && change.value !== null && change.value !== undefined ? ` ${change.value}${unit}` : "";
  return `${field.qualifier ? `${field.qualifier} ` : ""}${value}${change ? `, ${change.direction}${amount}` : ""}`;
}

/**
 * What differs between the record and the case; empty when nothing does.
 * @param {Case} wanted
 * @param {import("./judge.mjs").ReportRecord} record
 * @returns {string[]}
 */
export function differences(wanted, record) {
  const codes = record.diagnostics.map((diagnostic) => diagnostic.code);
  const expected = wanted.expected.filter(([key]) => key !== "diagnostic").map(([key, value]) => `${key} = ${value}`);
  const missing = wanted.expected.filter(([key, value]) => key === "diagnostic" && !codes.includes(value));
  const got = summary(
    record,
    wanted.expected.map(([key]) => key),
  );
  const open = wanted.expected.filter(([, value]) => value === "*").map(([key]) => `${key} = `);
  const isOpen = (/** @type {string} */ line) => open.some((key) => line.startsWith(key));
  return [
    ...expected.filter((line) => !isOpen(line) && !got.includes(line)).map((line) => `wanted: ${line}`),
    ...got.filter((line) => !isOpen(line) && !expected.includes(line)).map((line) => `got: ${line}`),
    ...missing.map(([, code]) => `diagnostic missing: ${code}`),
  ];
}
