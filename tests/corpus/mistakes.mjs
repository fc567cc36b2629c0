// Mistakes that publishers make. The document prints them, so the record must show them and not hide them.
import { fieldsIn, leaveOpen } from "./block-damage.mjs";
import { copy, marksIn, rewriteMarks, sentences } from "./document.mjs";
import { oneDecimal, percentChange } from "./figures.mjs";

/**
 * @callback Mistake
 * @param {import("./document.mjs").ReportDocument} document  a copy that may be edited
 * @param {import("./figures.mjs").Week} week
 * @param {import("./compose.mjs").Edition} edition
 * @returns {void}
 */

const GOVERNMENT = ["websites.defaced.gov", "websites.backdoored.gov"];

/** The same label twice: what stands for the second figure is printed under the first one's name. @type {Mistake} */
function labelTwice(document, _week, edition) {
  const { find, replace, fields } = edition.data.mistakes.labelTwice;
  for (const block of document.blocks.filter(({ text }) => text.includes(find))) {
    leaveOpen(document, fields);
    block.text = block.text.replaceAll(find, replace);
  }
}

/** Last week's figure is carried over; the change beside it is this week's. @type {Mistake} */
function staleFigure(document, week) {
  for (const field of GOVERNMENT) {
    const stale = week.previous?.counts[field];
    if (stale !== undefined && stale !== week.counts[field]) {
      reprint(document, field, stale, String(stale));
    }
  }
}

/** A share that its two figures do not give. @type {Mistake} */
function wrongRatio(document, week) {
  for (const field of GOVERNMENT.map((name) => `${name}_share_pct`)) {
    const wrong = oneDecimal(week.percentages[field] * 2 + 1);
    if (reprint(document, field, wrong, `${wrong.toFixed(1)}%`)) {
      document.diagnostics.push({ field });
    }
  }
}

/** A change computed against the week before last: only a comparison of the two issues can tell. @type {Mistake} */
function changeOnWrongWeek(document, week) {
  for (const fact of document.facts) {
    const before = week.previous?.previous?.counts[String(fact.field)];
    const change = before === undefined ? null : percentChange(week.counts[String(fact.field)], before);
    if (
      fact.role === "change" &&
      fact.change?.kind === "percent" &&
      fact.change.direction === change?.direction &&
      change.value
    ) {
      fact.change = change;
      fact.printed = `${change.value.toFixed(1)}%`;
    }
  }
  refresh(document);
}

/** Spelling. Words that are not known as a variant may cost the reader the sentence, never its values. @type {Mistake} */
function typos(document, _week, edition) {
  for (const block of document.blocks) {
    for (const [right, wrong] of edition.data.mistakes.typos) {
      const touched = sentences(block.text, edition.data.sentenceEnd)
        .map(({ start, end }) => block.text.slice(start, end))
        .filter((sentence) => sentence.includes(right));
      leaveOpen(
        document,
        touched.flatMap((sentence) => [...fieldsIn(document, sentence)]),
      );
      block.text = block.text.replaceAll(right, wrong);
    }
  }
}

/**
 * Prints another value for a field, which is left open: it stands there, but something contradicts it.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} field
 * @param {number} value
 * @param {string} printed
 */
function reprint(document, field, value, printed) {
  const facts = document.facts.filter((fact) => fact.role === "field" && fact.field === field);
  for (const fact of facts) {
    Object.assign(fact, { value, printed });
  }
  refresh(document);
  if (facts.length > 0) {
    leaveOpen(document, [field]);
  }
  return facts.length > 0;
}

/**
 * Brings the printed text of all marks in line with their facts.
 * @param {import("./document.mjs").ReportDocument} document
 */
function refresh(document) {
  for (const block of document.blocks) {
    if (marksIn(block.text).length > 0) {
      block.text = rewriteMarks(block.text, (id) => document.facts[id].printed);
    }
  }
}

/** @type {Record<string, Mistake>} */
export const MISTAKES = {
  "label-twice": labelTwice,
  "stale-figure": staleFigure,
  "wrong-ratio": wrongRatio,
  "change-on-wrong-week": changeOnWrongWeek,
  typos,
};

/**
 * @param {string} name
 * @param {import("./document.mjs").ReportDocument} document
 * @param {import("./figures.mjs").Week} week
 * @param {import("./compose.mjs").Edition} edition
 */
export function withMistake(name, document, week, edition) {
  const result = copy(document);
  MISTAKES[name](result, week, edition);
  result.damages.push(name);
  return result;
}
