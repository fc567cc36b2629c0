// A generated report before it becomes text: blocks whose figures are marked, so that the truth can always be derived from
// what is still there. A damage or a mutation edits marked text; nobody edits a truth by hand.

/**
 * @typedef {"title" | "heading" | "paragraph" | "line" | "box" | "noise"} BlockKind
 * @typedef {{ kind: BlockKind, text: string, section: string }} Block  `text` holds marks
 */

/**
 * What one marked stretch of text means.
 * @typedef {object} Fact
 * @property {"field" | "change" | "unassigned" | "optional"} role  optional: may be listed as unassigned, need not
 * @property {string} printed
 * @property {string} [field]
 * @property {number} [item]      place in a list field
 * @property {number | string} [value]
 * @property {number} [precision] size of the last printed digit
 * @property {string} [qualifier] about | more-than | nearly; "any" where the words leave it open
 * @property {import("./figures.mjs").Change} [change]
 */

/**
 * @typedef {object} ReportDocument
 * @property {string} name      without extension
 * @property {"en" | "zh"} edition
 * @property {"md" | "txt"} format
 * @property {string | null} profile
 * @property {{ number: number | null, year: number | null }} issue
 * @property {{ start: string, end: string } | null} period
 * @property {Block[]} blocks
 * @property {import("./en.mjs").Style} style  its habits of writing figures
 * @property {Fact[]} facts     a mark's number is an index into these
 * @property {string[]} fieldNames  every field that the edition can print
 * @property {Map<string, (number | string)[]>} open  fields that damage leaves undecided, with the values that are not wrong
 * @property {Set<string>} refused  fields that must end ambiguous or rejected
 * @property {{ code?: string, field?: string }[]} diagnostics
 * @property {string[]} damages   names, in the order of their work
 */

// Three private-use characters that no report and no damage prints.
const OPEN = "\ue000";
const MIDDLE = "\ue001";
const CLOSE = "\ue002";
const MARK = /\ue000(\d+)\ue001([^\ue002]*)\ue002/gu;

/**
 * Records a fact and returns its marked text.
 * @param {Fact[]} facts
 * @param {Fact} fact
 */
export function mark(facts, fact) {
  facts.push(fact);
  return `${OPEN}${facts.length - 1}${MIDDLE}${fact.printed}${CLOSE}`;
}

/** @param {string} text */
export function withoutMarks(text) {
  return text.replace(MARK, "$2");
}

/**
 * The marks of a text in their order. `start` and `end` index the marked text.
 * @param {string} text
 */
export function marksIn(text) {
  return [...text.matchAll(MARK)].map((found) => ({
    id: Number(found[1]),
    printed: found[2],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/**
 * Rewrites the printed text of every mark for which `rewrite` gives one; facts keep their meaning.
 * @param {string} text
 * @param {(id: number, printed: string) => string} rewrite
 */
export function rewriteMarks(text, rewrite) {
  return text.replace(MARK, (_, id, printed) => `${OPEN}${id}${MIDDLE}${rewrite(Number(id), printed)}${CLOSE}`);
}

/**
 * Replaces whole marks, the figures included, by unmarked text.
 * @param {string} text
 * @param {(id: number, printed: string) => string} replacement
 */
export function replaceMarks(text, replacement) {
  return text.replace(MARK, (_, id, printed) => replacement(Number(id), printed));
}

/**
 * Rewrites the text around the marks.
 * @param {string} text
 * @param {(words: string) => string} rewrite
 */
export function rewriteWords(text, rewrite) {
  let written = "";
  let end = 0;
  for (const found of marksIn(text)) {
    written += rewrite(text.slice(end, found.start)) + text.slice(found.start, found.end);
    end = found.end;
  }
  return written + rewrite(text.slice(end));
}

/**
 * Puts signs before and after marks, outside of them.
 * @param {string} text
 * @param {(printed: string) => string} sign  what to put around the mark, or nothing
 */
export function surroundMarks(text, sign) {
  return text.replace(MARK, (whole, _, printed) => {
    const around = sign(printed);
    return around + whole + around;
  });
}

/**
 * The sentences of a marked text as [start, end) ranges that cover it.
 * @param {string} text
 * @param {string} sentenceEnd  a pattern
 */
export function sentences(text, sentenceEnd) {
  const ranges = [];
  let start = 0;
  for (const found of text.matchAll(new RegExp(sentenceEnd, "gu"))) {
    const end = found.index + found[0].length;
    ranges.push({ start, end });
    start = end;
  }
  if (start < text.length) {
    ranges.push({ start, end: text.length });
  }
  return ranges;
}

/**
 * @param {ReportDocument} document
 * @returns {ReportDocument} a copy that can be edited without touching the original
 */
export function copy(document) {
  return {
    ...document,
    issue: { ...document.issue },
    blocks: document.blocks.map((block) => ({ ...block })),
    facts: document.facts.map((fact) => ({ ...fact, change: fact.change && { ...fact.change } })),
    open: new Map(document.open),
    refused: new Set(document.refused),
    diagnostics: [...document.diagnostics],
    damages: [...document.damages],
  };
}

/**
 * The document as text, without marks.
 * @param {ReportDocument} document
 */
export function render(document) {
  return `${document.blocks.map((block) => decorate(document.format, block.kind, withoutMarks(block.text))).join("\n\n")}\n`;
}

/**
 * @param {"md" | "txt"} format
 * @param {BlockKind} kind
 * @param {string} text
 */
function decorate(format, kind, text) {
  if (format === "txt") {
    return text;
  }
  if (kind === "title" || kind === "heading") {
    return `## ${text}`;
  }
  return kind === "line" ? text.replaceAll("_", "\\_") : text;
}
