/**
 * Symbol fonts, in which a letter's code is a sign: the arrows and triangles among their glyphs, by the mappings of Unicode
 * (Symbol: Adobe's symbol.txt; Wingdings: ISO/IEC JTC1/SC2/WG2 N4384). Other glyphs stay private-use characters, U+F000 and up.
 */
const glyphs: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  symbol: { 173: "\u2191", 175: "\u2193", 172: "\u2190", 174: "\u2192", 61: "=" },
  wingdings: {
    223: "\u2190",
    224: "\u2192",
    225: "\u2191",
    226: "\u2193",
    231: "\u2190",
    232: "\u2192",
    233: "\u2191",
    234: "\u2193",
    239: "\u21e6",
    240: "\u21e8",
    241: "\u21e7",
    242: "\u21e9",
  },
  "wingdings 3": { 33: "\u2190", 34: "\u2192", 35: "\u2191", 36: "\u2193", 112: "\u25b2", 113: "\u25bc" },
};

export function isSymbolFont(font: string): boolean {
  return /^(?:symbol|wingdings(?: [23])?|webdings)$/i.test(font);
}

/** `code` with or without the private-use offset. */
export function symbolCharacter(font: string, code: number): string {
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (low > 0xff) return Number.isInteger(low) && low <= 0x10ffff ? String.fromCodePoint(low) : "\ufffd";
  return glyphs[font.toLowerCase()]?.[low] ?? String.fromCharCode(0xf000 + low);
}
