// Writes fold_table.inc: the compatibility characters that PDF fonts and East Asian typing leave in a text, each with the
// ordinary characters it stands for. Sources: NFKC (Unicode Standard Annex 15) as this Node knows it, and
// EquivalentUnifiedIdeograph.txt of the Unicode Character Database for radicals that NFKC keeps (Debian: unicode-data).
// Writes han_table.inc, too: traditional Chinese characters with their one simplified form (kSimplifiedVariant of the
// Unihan database, where it is unambiguous), so that a copy in traditional characters reads like the original.
// Usage: node make_fold_table.mjs (after apt-get install unicode-data)
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const UNICODE = "/usr/share/unicode";
const here = new URL(".", import.meta.url).pathname;

const RANGES = [
  [0x2e80, 0x2fd5], // CJK and Kangxi radicals
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfb00, 0xfb06], // Latin ligatures
  [0xfe50, 0xfe6b], // small forms
  [0xff01, 0xff5e], // full-width ASCII
];
/** Folded by hand: one dash, one kind of each quote. */
const SAME = [
  ["-", [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xfe58, 0xfe63, 0xff0d]],
  ["'", [0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0xff07]],
  ['"', [0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0x300c, 0x300d, 0x300e, 0x300f, 0xff02]],
  ["\u3002", [0xff61]],
];

const table = new Map();
const equivalents = readFileSync(`${UNICODE}/EquivalentUnifiedIdeograph.txt`, "utf8");
for (const match of equivalents.matchAll(/^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)/gm)) {
  const first = parseInt(match[1], 16);
  const last = match[2] ? parseInt(match[2], 16) : first;
  for (let code = first; code <= last; code++) {
    if (code >= 0x2e80 && code <= 0x2fd5) table.set(code, String.fromCodePoint(parseInt(match[3], 16)));
  }
}
for (const [first, last] of RANGES) {
  for (let code = first; code <= last; code++) {
    const from = String.fromCodePoint(code);
    const to = from.normalize("NFKC");
    if (to !== from && !/\s/.test(to)) table.set(code, to);
  }
}
for (const [to, codes] of SAME) for (const code of codes) table.set(code, to);

const MADE = "// Made by make_fold_table.mjs; sorted by code point.\n";
const hex = (code) => `0x${code.toString(16).padStart(4, "0")}`;
const bytes = (text) => [...Buffer.from(text)].map((b) => `\\x${b.toString(16).padStart(2, "0")}`).join("");
const byCode = (a, b) => a[0] - b[0];
const rows = [...table].sort(byCode).map(([code, to]) => `{${hex(code)}, "${bytes(to)}"},\n`);
writeFileSync(`${here}fold_table.inc`, MADE + rows.join(""));

const variants = execFileSync("bzcat", [`${UNICODE}/Unihan_Variants.txt.bz2`], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
});
const common = (code) => code >= 0x4e00 && code <= 0x9fff;
const simplified = [];
for (const match of variants.matchAll(/^U\+([0-9A-F]+)\tkSimplifiedVariant\t(.+)$/gm)) {
  const from = parseInt(match[1], 16);
  const to = match[2].split(" ").map((code) => parseInt(code.slice(2), 16));
  if (common(from) && to.length === 1 && common(to[0]) && to[0] !== from) simplified.push([from, to[0]]);
}
/** Variants that Unihan lists as such, and that copies in traditional characters print for the simplified form. */
const VARIANTS = [
  [0x4f48, 0x5e03],
  [0x4f54, 0x5360],
  [0x5fa9, 0x590d],
  [0x5fb5, 0x5f81],
  [0x6d29, 0x6cc4],
  [0x77ad, 0x4e86],
  [0x7c64, 0x7b7e],
  [0x7dda, 0x7ebf],
  [0x88cf, 0x91cc],
  [0x88e1, 0x91cc],
  [0x8986, 0x590d],
  [0x8a3b, 0x6ce8],
  [0x8a8c, 0x5fd7],
  [0x8b9a, 0x8d5e],
  [0x8e64, 0x8e2a],
  [0x9031, 0x5468],
  [0x904a, 0x6e38],
  [0x9264, 0x94a9],
  [0x9451, 0x9274],
  [0x958b, 0x5f00],
  [0x9858, 0x613f],
];
simplified.push(...VARIANTS);
const pairs = simplified.sort(byCode).map(([from, to]) => `{${hex(from)}, ${hex(to)}},\n`);
writeFileSync(`${here}han_table.inc`, MADE + pairs.join(""));
