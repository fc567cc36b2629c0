// Measures how much of what the press retells of the weekly is read: whole texts, written by hand, with all that
// they print of the week, whether it is read or not.
//
//   node tests/corpus/press.mjs [--misses] [set...]      --misses lists each figure that is missed or wrong
//
// The texts of press/EDITION/SET.txt are our own inventions around the known sentences of figures; names in them are invented
// too, and where a paper or a firm is named, it printed no such text. They are cases (cases.mjs), with two more lines:
//
//   also about.provinces = 31                           right if it is found, not missed if it is not; * for any value
//   known websites.defaced.gov = 66, up 3% # why        what is found is wrong, and known to be
//
// Qualifiers are not compared. An issue or a period that the text does not print is wrong when one is found.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseCases, valueText } from "./cases.mjs";
import { parseTexts, requireNative } from "./command.mjs";

/**
 * What each set holds, and its floor: this share of the printed figures, in percent, is found right at least. It is raised
 * when reading gains, and never lowered.
 * @type {Record<string, { about: string, floor: number, edition?: "en", heldOut?: boolean }>}
 */
export const SETS = {
  a: { about: "briefs, bulletins and columns, much of them in words of their own", floor: 78 },
  b: { about: "longer texts with changes, and look-alikes", floor: 84 },
  c: { about: "held out: all kinds; no text or figure of theirs is ever shown", floor: 90, heldOut: true },
  d: { about: "all kinds, from wires to tables and radio scripts, and look-alikes", floor: 91 },
  e: { about: "all kinds, many of digests, and look-alikes", floor: 90 },
  f: { about: "all kinds, near and far from the weekly's words, and look-alikes", floor: 89 },
  g: { about: "all kinds, near and far from the weekly's words, and look-alikes", floor: 89 },
  h: { about: "held out: all kinds, look-alikes", floor: 87, heldOut: true },
  i: { about: "held out: all kinds, look-alikes", floor: 83, heldOut: true },
  j: { about: "all kinds, of many houses, and look-alikes", floor: 81 },
  k: { about: "all kinds, near and far from the weekly's words, and look-alikes", floor: 90 },
  l: { about: "held out: all kinds, look-alikes", floor: 83, heldOut: true },
  m: {
    about: "English, held out: half of it the edition in other years, half retellings",
    floor: 79,
    edition: "en",
    heldOut: true,
  },
  n: {
    about: "English: other years' wordings of the edition, wires, blogs, lists, and look-alikes",
    floor: 80,
    edition: "en",
  },
};

/**
 * @typedef {object} Measure  counts, and what was found wrong or missed in words, each with its text's name in front
 * @property {number} texts
 * @property {number} printed  figures
 * @property {number} right
 * @property {number} changesPrinted  of figures
 * @property {number} changesRight
 * @property {number} periodsPrinted
 * @property {number} periodsRight
 * @property {string[]} wrong  values
 * @property {string[]} wrongChanges  of right values
 * @property {string[]} siblings  texts of something else that were taken for the weekly
 * @property {string[]} missed
 * @property {string[]} unexpected  those of wrong and wrongChanges that the data do not know of
 * @property {string[]} outdated  what the data know to be wrong, and is not
 */

/**
 * @param {string} name  of SETS
 * @returns {Measure}
 */
export function measureSet(name) {
  const file = new URL(`press/${SETS[name]?.edition ?? "zh"}/${name}.txt`, import.meta.url);
  const cases = parseCases(readFileSync(file, "utf8"), `${name}.txt`);
  const records = parseTexts(cases.map(({ text }) => text));
  return measure(cases, records, SETS[name]?.heldOut);
}

/**
 * @param {import("./cases.mjs").Case[]} cases
 * @param {import("./judge.mjs").ReportRecord[]} records  of their texts
 * @param {boolean} [heldOut]  whether findings name their text only
 * @returns {Measure}
 */
export function measure(cases, records, heldOut = false) {
  /** @type {Measure} */
  const result = {
    ...{ texts: 0, printed: 0, right: 0, changesPrinted: 0, changesRight: 0, periodsPrinted: 0, periodsRight: 0 },
    ...{ wrong: [], wrongChanges: [], siblings: [], missed: [], unexpected: [], outdated: [] },
  };
  cases.forEach(({ title, expected }, index) => {
    const say = (/** @type {string} */ finding) => (heldOut ? title : `${title}: ${finding}`);
    measureText(new Map(expected), records[index], result, say);
  });
  return result;
}

/**
 * Adds a text to a measure.
 * @param {Map<string, string>} truth
 * @param {import("./judge.mjs").ReportRecord} record
 * @param {Measure} result
 * @param {(finding: string) => string} say
 */
function measureText(truth, record, result, say) {
  const got = foundIn(record);
  result.texts += 1;
  if (truth.get("profile") === "none") {
    result.siblings.push(...(record.profile === null ? [] : [say([...got.keys()].join(", "))]));
    return;
  }
  const named = [...truth.keys()].filter((key) => !key.startsWith("also ")).map((key) => key.replace(/^known /u, ""));
  for (const key of new Set([...named, ...got.keys()])) {
    const [value, change] = parts(got.get(key));
    const [wanted, wantedChange] = parts(truth.get(key));
    const also = truth.get(`also ${key}`);
    const right = wanted !== undefined && (value === wanted || (key === "issue" && isWithoutYear(value, wanted)));
    if (key === "period") {
      result.periodsPrinted += wanted === undefined ? 0 : 1;
      result.periodsRight += right ? 1 : 0;
    } else if (key !== "issue") {
      result.printed += wanted === undefined ? 0 : 1;
      result.right += right ? 1 : 0;
      result.changesPrinted += wantedChange === undefined ? 0 : 1;
      result.changesRight += right && change !== undefined && change === wantedChange ? 1 : 0;
    }

    const isWrong = value !== undefined && !right && also !== "*" && also !== value;
    const isWrongChange = right && change !== undefined && change !== wantedChange;
    const isKnown = truth.get(`known ${key}`)?.startsWith(`${got.get(key)} # `) === true;
    if (isWrong || isWrongChange) {
      const finding = say(`${key} = ${got.get(key)}, wanted ${truth.get(key) ?? "none"}`);
      result[isWrong ? "wrong" : "wrongChanges"].push(finding);
      result.unexpected.push(...(isKnown ? [] : [finding]));
    } else if (value === undefined && wanted !== undefined) {
      result.missed.push(say(`${key} = ${truth.get(key)}, is ${record.fields?.[key]?.status ?? "none"}`));
    } else if (right && change !== wantedChange) {
      result.missed.push(say(`${key} = ${value}, without its change ${wantedChange}`));
    }
    if (truth.has(`known ${key}`) && !(isKnown && (isWrong || isWrongChange))) {
      result.outdated.push(say(`known ${key} = ${truth.get(`known ${key}`)}`));
    }
  }
}

/**
 * What a record says in the words of a case: fields that are found, issue and period.
 * @param {import("./judge.mjs").ReportRecord} record
 * @returns {Map<string, string>}
 */
function foundIn({ fields, issue, period }) {
  const found = Object.entries(fields ?? {}).filter(([, { status }]) => status === "found");
  return new Map([
    ...found.map(([key, field]) => /** @type {[string, string]} */ ([key, valueText(plain(field))])),
    ...(issue?.number ? [/** @type {[string, string]} */ (["issue", `${issue.number}/${issue.year ?? "?"}`])] : []),
    ...(period ? [/** @type {[string, string]} */ (["period", `${period.start}/${period.end}`])] : []),
  ]);
}

/**
 * Whether only the year of an issue was not found.
 * @param {string | undefined} issue
 * @param {string} wanted
 */
function isWithoutYear(issue, wanted) {
  return issue?.endsWith("/?") === true && wanted.startsWith(issue.slice(0, -1));
}

/**
 * Without its qualifier, and without the amount by which nothing changed.
 * @param {import("./judge.mjs").RecordField} field
 */
function plain(field) {
  const same = field.change?.direction === "same";
  return { ...field, qualifier: undefined, change: same ? { direction: "same" } : field.change };
}

/**
 * A value and its change.
 * @param {string | undefined} text
 */
function parts(text) {
  return text?.split(/, (?=(?:up|down|same|unknown)\b)/u) ?? [];
}

const COLUMNS = [
  "set",
  "texts",
  "printed",
  "right",
  "recall",
  "changes",
  "periods",
  "wrong",
  "wrong changes",
  "siblings taken",
];

/**
 * @param {string} name
 * @param {Measure} measured
 */
function row(name, { wrong, wrongChanges, siblings, ...counts }) {
  return [
    ...[name, counts.texts, counts.printed, counts.right, `${((100 * counts.right) / counts.printed).toFixed(1)}%`],
    ...[`${counts.changesRight}/${counts.changesPrinted}`, `${counts.periodsRight}/${counts.periodsPrinted}`],
    ...[wrong.length, wrongChanges.length, siblings.length],
  ].map(String);
}

/** @param {string[]} args */
function main(args) {
  const named = args.filter((arg) => arg !== "--misses");
  const unknown = named.filter((name) => !(name in SETS));
  if (unknown.length > 0) {
    throw new Error(`no such set: ${unknown.join(", ")}; there are ${Object.keys(SETS).join(", ")}`);
  }
  requireNative();
  const sets = (named.length > 0 ? named : Object.keys(SETS)).map((name) => ({ name, measured: measureSet(name) }));
  if (args.includes("--misses")) {
    for (const { name, measured } of sets.filter(({ name }) => !SETS[name].heldOut)) {
      for (const kind of /** @type {const} */ (["wrong", "wrongChanges", "siblings", "missed"])) {
        console.log(measured[kind].map((finding) => `${name} ${kind} ${finding}\n`).join(""));
      }
    }
  }
  const table = [COLUMNS, ...sets.map(({ name, measured }) => row(name, measured))];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
  console.log(table.map((cells) => cells.map((cell, column) => cell.padStart(widths[column])).join("  ")).join("\n"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
