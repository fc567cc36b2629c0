#!/usr/bin/env node
// Writes what the fuzzers start from: seeds for each target, and a dictionary of the words that profiles know.
// usage: node tests/fuzz/prepare.mjs DIR
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { damageNames, EDITIONS, generate, generateSiblings } from "../corpus/generate.mjs";

const PROFILES = fileURLToPath(new URL("../../core/profiles", import.meta.url));

/** Marks that matter to the reader of documents or of profiles, whatever the periodical. */
const SIGNS = [
  ..."0123456789%*_#|`>[]()<>{}\\-.,;:!?\"'\n\r\t",
  ..."\u2191\u2193=\u2020\u3000\u00a0\u00ad\u200b\ufeff\uff10\uff05\uff08\uff09\u3002\ufb01\u2f3c\ue0f0",
  ...["**", "\\_", "\r\n", "\n\n", "- 2 -", "Page 2 of 3", "1,234", "12.5%", "2023-10-16", "Oct.16 -Oct.22"],
  ...["...", "[s]", "(a|b)", "{number}", "{period}", "\\[", '"fields"', '"schema":"certdelta.report/1"'],
  ...['"runs":[', '"box":[', '"angle":90', '"unmapped":true', '"edges":[', '"marks":[', '"kind":"path"', '"points":['],
];

/** @param {string} folder */
function writeDocuments(folder) {
  mkdirSync(folder, { recursive: true });
  for (const edition of /** @type {const} */ (["en", "zh"])) {
    const eras = Object.keys(EDITIONS[edition].data.eras);
    const documents = [
      ...eras.flatMap((era) => generate({ edition, era, count: 3, seed: 1, damage: [] })),
      ...damageNames("harsh", edition).flatMap((damage) => generate({ edition, count: 1, seed: 2, damage: [damage] })),
      ...generate({ edition, count: 10, seed: 3 }),
      ...generateSiblings(edition, 1),
    ];
    for (const [index, { text }] of documents.entries()) {
      writeFileSync(join(folder, `${edition}-${index}`), text);
    }
  }
}

/**
 * Small documents as positioned text: one run a line, the figures of the panel under their labels.
 * @param {string} folder
 */
function writePages(folder) {
  mkdirSync(folder, { recursive: true });
  for (const edition of /** @type {const} */ (["en", "zh"])) {
    for (const [index, { text }] of generate({ edition, count: 6, seed: 4 }).entries()) {
      const lines = text.split("\n").filter((line) => line.trim() !== "");
      const runs = lines.slice(0, 30).flatMap((line, row) => {
        const words = row % 3 === 0 ? line.split(/(?<=\D) (?=\d)/u) : [line];
        return words.map((word, i) => ({
          text: word,
          box: [40 + 160 * i, 40 + 16 * row, 40 + 160 * i + 5 * word.length, 52 + 16 * row],
          font: ["Arial", "Wingdings", undefined][(row + i) % 3],
          size: 10,
        }));
      });
      const marks = [
        {
          kind: "path",
          box: [30, 30, 300, 200],
          points: [
            [30, 30],
            [300, 30],
            [300, 200],
            [30, 200],
          ],
        },
        {
          kind: "path",
          box: [60, 60, 68, 68],
          points: [
            [60, 68],
            [64, 60],
            [68, 68],
          ],
        },
        { kind: "image", box: [80, 60, 88, 68] },
      ];
      const pages = [{ width: 595, height: 842, runs, marks }];
      const source = { format: "pdf", bytes: 1 };
      writeFileSync(
        join(folder, `${edition}-${index}`),
        JSON.stringify({ schema: "certdelta.pages/1", source, pages }),
      );
    }
  }
}

/** @param {string} folder */
function writeProfiles(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of profileNames()) {
    copyFileSync(join(PROFILES, name), join(folder, basename(name)));
    // Small ones too: a fuzzer gets farther with a few lines than with a whole periodical.
    writeFileSync(join(folder, `small-${basename(name)}`), JSON.stringify(shortened(readProfile(name))));
  }
}

/**
 * The profile with the first entries of its longer lists only.
 * @param {unknown} value
 * @param {boolean} [isFields]  all fields stay: rules and checks name them
 * @returns {unknown}
 */
function shortened(value, isFields = false) {
  if (Array.isArray(value)) {
    return (isFields ? value : value.slice(0, 3)).map((item) => shortened(item));
  }
  return value !== null && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item, key === "fields")]))
    : value;
}

/** Those of the guide, too: small ones, with every part that a profile may have. */
function profileNames() {
  return [PROFILES, join(PROFILES, "examples")].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => relative(PROFILES, join(folder, name))),
  );
}

/** @param {string} name */
function readProfile(name) {
  return JSON.parse(readFileSync(join(PROFILES, name), "utf8"));
}

/**
 * All texts and keys of a JSON value, cut into the words between slots and options.
 * @param {unknown} value
 * @returns {string[]}
 */
function wordsOf(value) {
  if (typeof value === "string") {
    return value.split(/[{}[\]|()]|\.\.\./u).map((word) => word.trim());
  }
  return value !== null && typeof value === "object"
    ? Object.entries(value).flatMap(([key, item]) => [key, ...wordsOf(item)])
    : [];
}

/** @param {string} path */
function writeDictionary(path) {
  const words = new Set([...SIGNS, ...profileNames().flatMap((name) => wordsOf(readProfile(name)))]);
  const lines = [...words].filter((word) => word !== "" && Buffer.byteLength(word) <= 60).map(dictionaryEntry);
  writeFileSync(path, `${lines.join("\n")}\n`);
}

/**
 * libFuzzer reads printable ASCII and \xNN only.
 * @param {string} word
 */
function dictionaryEntry(word) {
  const escaped = Array.from(Buffer.from(word), (byte) =>
    byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `"${escaped.join("")}"`;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("usage: node tests/fuzz/prepare.mjs DIR\n");
  process.exit(2);
}
writeDocuments(join(folder, "document"));
writePages(join(folder, "pages"));
writeProfiles(join(folder, "profile"));
writeDictionary(join(folder, "words.dict"));
