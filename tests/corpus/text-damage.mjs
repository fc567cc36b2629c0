// Damage that has no meaning: what text extraction does to the finished text. The truth stays as it is.

/**
 * @typedef {object} TextContext
 * @property {"en" | "zh"} edition
 * @property {string[]} runningLines  what the publisher prints at the top of each page
 * @property {string[]} optional      a damage adds the figures that it prints once more
 */

/**
 * @callback TextDamage
 * @param {string} text
 * @param {import("./random.mjs").Random} random
 * @param {TextContext} context
 * @returns {string}
 */

/** Contact lines hold names and addresses: their text is the value, so damage of single characters would change it. */
const CONTACT_LINE = /[:\uff1a]|@|www\./u;

/**
 * @param {string} text
 * @param {(line: string) => string} change
 */
function eachLine(text, change) {
  return text.split("\n").map(change).join("\n");
}

/**
 * @param {string} text
 * @param {(line: string) => string} change
 */
function eachProseLine(text, change) {
  return eachLine(text, (line) => (CONTACT_LINE.test(line) ? line : change(line)));
}

/**
 * Pieces that a line can be broken between. English breaks at spaces, Chinese between any two characters; no figure is broken.
 * @param {string} line
 * @param {"en" | "zh"} edition
 */
function pieces(line, edition) {
  const pattern = edition === "en" ? /(?:\d+ (?=\d{3}\b)|\S)+ ?/gu : /[\x21-\x7e]+ ?|\s|\S/gu;
  return line.match(pattern) ?? [];
}

/** Sentences are wrapped and broken over pages; headings and the boxes of the panel keep their line. */
const SHORT_LINE = { en: 80, zh: 36 };

/**
 * @param {string} line
 * @param {number} columns
 * @param {"en" | "zh"} edition
 */
function wrapped(line, columns, edition) {
  if (line.length <= SHORT_LINE[edition]) {
    return [line];
  }
  const rows = [""];
  for (const piece of pieces(line, edition)) {
    if (rows[rows.length - 1] !== "" && rows[rows.length - 1].length + piece.trimEnd().length > columns) {
      rows.push("");
    }
    rows[rows.length - 1] += piece;
  }
  return rows.map((row) => row.trimEnd());
}

/**
 * @param {"en" | "zh"} edition
 * @param {import("./random.mjs").Random} random
 */
function columnsOf(edition, random) {
  return edition === "en" ? random.integer(60, 100) : random.integer(30, 50);
}

/** Sentences are cut into lines of a fixed width. @type {TextDamage} */
export function hardWrap(text, random, { edition }) {
  const columns = columnsOf(edition, random);
  return eachLine(text, (line) => wrapped(line, columns, edition).join("\n"));
}

/** A space inside a Chinese word, where the line ended, with the line's end or without it. @type {TextDamage} */
export function wrapWithSpaces(text, random, { edition }) {
  const columns = columnsOf(edition, random);
  const join = random.pick([" ", " \n"]);
  return eachLine(text, (line) => wrapped(line, columns, edition).join(join));
}

/** Lines of a fixed width whose last word is divided with a hyphen. @type {TextDamage} */
export function hyphenate(text, random) {
  const columns = random.integer(60, 100);
  return eachLine(text, (line) => {
    if (line.length <= SHORT_LINE.en) {
      return line;
    }
    const rows = [""];
    for (const piece of pieces(line, "en")) {
      const room = columns - rows[rows.length - 1].length;
      const word = piece.trimEnd();
      if (word.length <= room || rows[rows.length - 1] === "") {
        rows[rows.length - 1] += piece;
      } else if (/^[a-z]{7,}$/u.test(word) && room >= 5) {
        const head = Math.min(room - 1, word.length - 3);
        rows[rows.length - 1] += `${word.slice(0, head)}-`;
        rows.push(piece.slice(head));
      } else {
        rows.push(piece);
      }
    }
    return rows.map((row) => row.trimEnd()).join("\n");
  });
}

/** Comma, enumeration comma and semicolon of Chinese text. */
const PAUSE = /[\uff0c\u3001\uff1b]/u;

/** The second word of a figure. */
const SCALE = /^(?:thousand|million)\b/u;

/** A page's number and the next page's header interrupt sentences. @type {TextDamage} */
export function pageBreaks(text, random, { edition, runningLines, optional }) {
  const rows = text.split("\n");
  const long = rows.flatMap((row, index) =>
    row.length > SHORT_LINE[edition] && !CONTACT_LINE.test(row) ? [index] : [],
  );
  const chosen = random
    .shuffle(long)
    .slice(0, random.integer(1, 2))
    .sort((a, b) => a - b);
  let page = 1;
  for (const index of chosen) {
    const all = pieces(rows[index], edition);
    // A page ends at a line's end: between English words, in Chinese most often after a comma; never inside a figure.
    const ends = all.flatMap((piece, place) =>
      place > 0 && (edition === "en" ? !SCALE.test(piece) : PAUSE.test(all[place - 1])) ? [place] : [],
    );
    if (ends.length > 0) {
      page += 1;
      const at = random.pick(ends);
      const between = [random.pick([`${page}`, `- ${page} -`]), random.pick(runningLines)];
      rows[index] = [all.slice(0, at).join("").trimEnd(), ...between, all.slice(at).join("")].join("\n\n");
      optional.push(`${page}`);
    }
  }
  return rows.join("\n");
}

/** The line that names the issue, near the top. */
const ISSUE_LINE = /^#* *(.*(?:Issue\D{0,5}\d+|\u7b2c\d+\u671f).*)$/u;

/** A running head that names the issue, or a footer with the site's address, interrupts a sentence. @type {TextDamage} */
export function pageFurniture(text, random, { edition, runningLines }) {
  const rows = text.split("\n");
  const issue = rows.slice(0, 8).find((row) => ISSUE_LINE.test(row) && row.length <= 60 && !/[|*]/u.test(row));
  const long = rows.flatMap((row, index) =>
    row.length > 2 * SHORT_LINE[edition] && !CONTACT_LINE.test(row) ? [index] : [],
  );
  const index = random.shuffle(long)[0];
  if (index === undefined) {
    return text;
  }
  const all = pieces(rows[index], edition);
  const goesOn = edition === "en" ? /^[a-z]/u : /^\p{Script=Han}/u;
  const ends = all.flatMap((piece, place) =>
    all.slice(0, place).join("").length > SHORT_LINE[edition] &&
    goesOn.test(piece) &&
    (edition === "en" ? !SCALE.test(piece) && /[a-z] $/u.test(all[place - 1]) : PAUSE.test(all[place - 1]))
      ? [place]
      : [],
  );
  if (ends.length === 0) {
    return text;
  }
  const at = random.pick(ends);
  const footer = [`www.cert.org.cn  ${random.integer(2, 4)}`];
  const header = issue === undefined ? footer : [issue.replace(/^#* */u, "")];
  const heads = runningLines.filter((line) => rows.slice(0, 8).some((row) => row.replace(/^#* */u, "") === line));
  const between = random.pick([footer, header, [...footer, ...heads]]);
  rows[index] = [all.slice(0, at).join("").trimEnd(), ...between, all.slice(at).join("")].join("\n");
  return rows.join("\n");
}

/** Commas and full stops of ASCII in Chinese sentences. @type {TextDamage} */
export function asciiStops(text) {
  return eachProseLine(text, (line) =>
    line
      .replace(/(?<=\p{Script=Han})\u3002(?=\p{Script=Han}|CNCERT|$)/gu, ".")
      .replace(/(?<=\p{Script=Han})\uff0c(?=\p{Script=Han})/gu, ","),
  );
}

/** Figures as any edition writes them, for lines that are printed again. */
const FIGURE = /\d[\d.,]*(?: \d{3}\b)*(?:\s?(?:%|thousand|million|\u4e07|\u4ebf))?/gu;

/** Lines come out twice. @type {TextDamage} */
export function repeatLines(text, random, { optional }) {
  const rows = text.split("\n");
  const long = rows.flatMap((row, index) => (row.length > 24 ? [index] : []));
  for (const index of random.shuffle(long).slice(0, random.integer(1, 3))) {
    optional.push(...(rows[index].match(FIGURE) ?? []).map((figure) => figure.replace(/[.,]+$/u, "")));
    rows[index] = `${rows[index]}\n${rows[index]}`;
  }
  return rows.join("\n");
}

/** A blank line after every line. @type {TextDamage} */
export function blankLines(text) {
  return text.replace(/\n+/gu, "\n\n");
}

const SPACES = ["\u00a0", "\u2009", "\u202f", "\u3000"];

/** No-break, thin and ideographic spaces in place of plain ones. @type {TextDamage} */
export function oddSpaces(text, random) {
  return eachProseLine(text, (line) =>
    line.replace(/(?<=[^#\s]) (?=\S)/gu, () => (random.chance(0.2) ? random.pick(SPACES) : " ")),
  );
}

const LIGATURES = ["\ufb03", "\ufb04", "\ufb00", "\ufb01", "\ufb02"];

/** The ligatures of PDF fonts. @type {TextDamage} */
export function ligatures(text) {
  return eachProseLine(text, (line) =>
    LIGATURES.reduce((rest, ligature) => rest.replaceAll(ligature.normalize("NFKC"), ligature), line),
  );
}

/** Kangxi radicals by the character that they look like: Unicode's own compatibility mappings, the other way round. */
const RADICALS = new Map(
  Array.from({ length: 0x2fd6 - 0x2f00 }, (_, index) => String.fromCodePoint(0x2f00 + index)).map((radical) => [
    radical.normalize("NFKC"),
    radical,
  ]),
);

/** Characters that are radicals come out as radicals. @type {TextDamage} */
export function kangxiRadicals(text) {
  return eachProseLine(text, (line) => [...line].map((sign) => RADICALS.get(sign) ?? sign).join(""));
}

/** Digits, points and per cent signs in their full-width forms. @type {TextDamage} */
export function fullWidthForms(text) {
  return eachProseLine(text, (line) =>
    line.replace(/\d[\d.]*%?/gu, (figure) =>
      [...figure].map((sign) => String.fromCodePoint(Number(sign.codePointAt(0)) + 0xfee0)).join(""),
    ),
  );
}

/** Characters without width between letters. @type {TextDamage} */
export function zeroWidthCharacters(text, random) {
  return eachProseLine(text, (line) =>
    line.replace(/(?<=\p{L})(?=\p{L})/gu, () =>
      random.chance(0.03) ? random.pick(["\u200b", "\u200c", "\ufeff"]) : "",
    ),
  );
}

/** @type {TextDamage} */
export function crlf(text) {
  return text.replaceAll("\n", "\r\n");
}

/** @type {TextDamage} */
export function byteOrderMark(text) {
  return `\ufeff${text}`;
}
