#!/usr/bin/env node
// Writes reports in our own words, each with the truth that a perfect reader would find in it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { compose } from "./compose.mjs";
import { DAMAGES, renderDamaged } from "./damage.mjs";
import { english } from "./en.mjs";
import { simulate } from "./figures.mjs";
import { MISTAKES, withMistake } from "./mistakes.mjs";
import { createRandom } from "./random.mjs";
import { retell } from "./retelling.mjs";
import { sibling } from "./siblings.mjs";
import { chinese } from "./zh.mjs";

const USAGE = `usage: node tests/corpus/generate.mjs --out DIR [options]
  --edition en|zh     the edition (en)
  --count N           how many consecutive issues (10)
  --seed S            the same seed gives the same files (1)
  --era NAME          wordings of one era: en classic|late, zh early|classic|late (as the issue's year has it)
  --clean             no damage
  --damage LIST       these damages, or gentle (all that leave the figures readable), harsh, all (one to three gentle ones a file)
  --mistake NAME      a publisher's mistake in every file
  --retold            as press and sites retell it, without title and number (zh)
  --siblings          reports that look alike and must be refused, instead of issues
  --list              prints the names of damages and mistakes
  --help              prints this`;

/** @type {Record<"en" | "zh", import("./compose.mjs").Edition>} */
export const EDITIONS = { en: english, zh: chinese };

/**
 * @typedef {object} Request
 * @property {"en" | "zh"} edition
 * @property {number} count
 * @property {number} seed
 * @property {string} [era]      the era of the issue's year when left out
 * @property {string[]} [damage] names; one to three gentle ones, drawn for each file, when left out
 * @property {string} [mistake]
 * @property {boolean} [retold]  as press and sites retell it; Chinese edition only
 */

/**
 * @typedef {object} Generated
 * @property {string} name   file name with its extension
 * @property {string} text
 * @property {import("./truth.mjs").Truth} truth
 */

/**
 * Issues of consecutive weeks as marked documents, for callers that want to edit them.
 * @param {Request} request
 */
export function composeSeries(request) {
  const edition = EDITIONS[request.edition];
  const random = createRandom(request.seed);
  const years = request.era === undefined ? { from: 2012, to: 2024 } : edition.data.eras[request.era];
  const start = { year: random.integer(years.from, years.to), number: random.integer(1, 48) };
  const weeks = simulate(random.fork("figures"), { weeks: request.count, ...start });
  const write = request.retold ? retell : compose;
  return weeks.map((week) => ({
    week,
    document: write(edition, week, request.era ?? eraOf(edition, week), random.fork(isoKey(week))),
  }));
}

/**
 * @param {Request} request
 * @returns {Generated[]}
 */
export function generate(request) {
  const edition = EDITIONS[request.edition];
  return composeSeries(request).map(({ week, document }) => {
    const random = createRandom(request.seed).fork(`damage/${isoKey(week)}`);
    const mistaken = request.mistake === undefined ? document : withMistake(request.mistake, document, week, edition);
    const { text, truth } = renderDamaged(
      mistaken,
      request.damage ?? drawDamages(random, request.edition),
      random,
      edition,
    );
    return { name: `${document.name}.${document.format}`, text, truth };
  });
}

/**
 * Reports of every kind that must be refused.
 * @param {"en" | "zh"} editionName
 * @param {number} seed
 * @returns {Generated[]}
 */
export function generateSiblings(editionName, seed) {
  const edition = EDITIONS[editionName];
  return Object.keys(edition.data.siblings).map((kind) => {
    const random = createRandom(seed).fork(kind);
    const document = sibling(edition, kind, random);
    return { name: `${document.name}.${document.format}`, ...renderDamaged(document, [], random, edition) };
  });
}

/**
 * @param {import("./random.mjs").Random} random
 * @param {"en" | "zh"} edition
 */
function drawDamages(random, edition) {
  return random.shuffle(damageNames("gentle", edition)).slice(0, random.integer(1, 3));
}

/**
 * @param {"gentle" | "harsh"} kind
 * @param {"en" | "zh"} edition
 */
export function damageNames(kind, edition) {
  return DAMAGES.filter(({ gentle, editions }) => gentle === (kind === "gentle") && editions.includes(edition)).map(
    ({ name }) => name,
  );
}

/**
 * @param {import("./compose.mjs").Edition} edition
 * @param {import("./figures.mjs").Week} week
 */
function eraOf(edition, week) {
  const { year } = week.calendar;
  const found = Object.entries(edition.data.eras).find(([, { from, to }]) => from <= year && year <= to);
  return found ? found[0] : "late";
}

/** @param {import("./figures.mjs").Week} week */
function isoKey(week) {
  return `${week.calendar.year}/${week.calendar.number}`;
}

/**
 * Writes NAME and NAME's truth beside it; returns the paths of the documents.
 * @param {string} folder
 * @param {Generated[]} documents
 */
export function writeAll(folder, documents) {
  mkdirSync(folder, { recursive: true });
  return documents.map(({ name, text, truth }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    writeFileSync(join(folder, `${name.replace(/\.[a-z]+$/u, "")}.truth.json`), `${JSON.stringify(truth, null, 2)}\n`);
    return path;
  });
}

function main() {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      edition: { type: "string", default: "en" },
      count: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      era: { type: "string" },
      clean: { type: "boolean", default: false },
      damage: { type: "string" },
      mistake: { type: "string" },
      retold: { type: "boolean", default: false },
      siblings: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.list) {
    const lines = DAMAGES.map(
      ({ name, gentle, editions }) => `${name} (${gentle ? "gentle" : "harsh"}; ${editions.join(", ")})`,
    );
    process.stdout.write(`${[...lines, ...Object.keys(MISTAKES).map((name) => `${name} (mistake)`)].join("\n")}\n`);
    return;
  }
  const request = requestOf(values);
  const documents = values.siblings ? generateSiblings(request.edition, request.seed) : generate(request);
  const paths = writeAll(request.out, documents);
  process.stdout.write(`${paths.join("\n")}\n`);
}

/**
 * @param {Record<string, string | boolean | undefined>} values
 * @returns {Request & { out: string }}
 */
function requestOf(values) {
  const { out, edition, era, mistake } = values;
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (typeof out !== "string") {
    throw new Error("--out is missing");
  }
  if (edition !== "en" && edition !== "zh") {
    throw new Error(`--edition: "${edition}" is neither en nor zh`);
  }
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
    throw new Error("--count wants a whole number from 1 on, --seed a whole number");
  }
  if (era !== undefined && !(String(era) in EDITIONS[edition].data.eras)) {
    throw new Error(`--era: no era "${era}" in the edition ${edition}`);
  }
  if (mistake !== undefined && !(String(mistake) in MISTAKES)) {
    throw new Error(`--mistake: no mistake "${mistake}"`);
  }
  if (values.retold && EDITIONS[edition].data.retelling === undefined) {
    throw new Error(`--retold: the edition ${edition} has no retellings`);
  }
  return {
    out,
    edition,
    count,
    seed,
    ...(era !== undefined && { era: String(era) }),
    ...(mistake !== undefined && { mistake: String(mistake) }),
    ...(values.retold && { retold: true }),
    ...(values.clean
      ? { damage: [] }
      : values.damage !== undefined && { damage: damageList(String(values.damage), edition) }),
  };
}

/**
 * @param {string} list
 * @param {"en" | "zh"} edition
 */
function damageList(list, edition) {
  if (list === "gentle" || list === "harsh") {
    return damageNames(list, edition);
  }
  const names = list === "all" ? DAMAGES.map(({ name }) => name) : list.split(",");
  const unknown = names.filter((name) => !DAMAGES.some((damage) => damage.name === name));
  if (unknown.length > 0) {
    throw new Error(`--damage: no damage "${unknown.join('", "')}"`);
  }
  return names;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
    process.exitCode = 2;
  }
}
