// Writes fold_table.inc: the compatibility characters that PDF fonts and East Asian typing leave in a text, each with the
// ordinary characters it stands for. Sources: NFKC (Unicode Standard Annex 15) as this Node knows it, and
// EquivalentUnifiedIdeograph.txt of the Unicode Character Database for radicals that NFKC keeps (Debian: unicode-data).
// Usage: node make_fold_table.mjs /usr/share/unicode/EquivalentUnifiedIdeograph.txt > fold_table.inc
import { readFileSync } from 'node:fs';

const RANGES = [
  [0x2e80, 0x2fd5], // CJK and Kangxi radicals
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfb00, 0xfb06], // Latin ligatures
  [0xfe50, 0xfe6b], // small forms
  [0xff01, 0xff5e], // full-width ASCII
];
/** Folded by hand: one dash, one kind of each quote. */
const SAME = [
  ['-', [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xfe58, 0xfe63, 0xff0d]],
  ["'", [0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0xff07]],
  ['"', [0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0x300c, 0x300d, 0x300e, 0x300f, 0xff02]],
  ['\u3002', [0xff61]],
];

const table = new Map();
const equivalents = readFileSync(process.argv[2], 'utf8');
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
    const to = from.normalize('NFKC');
    if (to !== from && !/\s/.test(to)) table.set(code, to);
  }
}
for (const [to, codes] of SAME) for (const code of codes) table.set(code, to);

const bytes = (text) => [...Buffer.from(text)].map((b) => `\\x${b.toString(16).padStart(2, '0')}`).join('');
const rows = [...table].sort((a, b) => a[0] - b[0]);
console.log('// Made by make_fold_table.mjs; sorted by code point.');
for (const [code, to] of rows) console.log(`{0x${code.toString(16).padStart(4, '0')}, "${bytes(to)}"},`);
