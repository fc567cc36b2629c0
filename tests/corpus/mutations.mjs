// Small changes of meaning, for tests that ask whether a reader or a comparison notices them.
import { leaveOpen } from "./block-damage.mjs";
import { copy, mark, marksIn, rewriteMarks, sentences } from "./document.mjs";

/**
 * Every place that prints a field.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} field
 */
function places(document, field) {
  return document.blocks.flatMap((block) =>
    marksIn(block.text)
      .filter(({ id }) => document.facts[id].role === "field" && document.facts[id].field === field)
      .map((found) => ({ block, ...found })),
  );
}

/**
 * Exchanges the names of two figures: each label now stands at the other's figure.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} one
 * @param {string} other
 */
export function swapFigures(document, one, other) {
  const result = copy(document);
  const [first, second] = [one, other].map((field) => places(result, field));
  if (first.length === 0 || second.length === 0) {
    return result;
  }
  const [a, b] = [result.facts[first[0].id], result.facts[second[0].id]].map(({ value, printed, precision }) => ({
    value,
    printed,
    precision,
  }));
  for (const { id } of first) {
    Object.assign(result.facts[id], b);
  }
  for (const { id } of second) {
    Object.assign(result.facts[id], a);
  }
  return refreshed(result);
}

/**
 * Cuts the document off inside the first figure of a field, after `digits` characters of it.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} field
 * @param {number} digits
 */
export function cutInside(document, field, digits) {
  const result = copy(document);
  const [place] = places(result, field);
  if (place === undefined) {
    return result;
  }
  result.blocks.length = result.blocks.indexOf(place.block) + 1;
  place.block.text = place.block.text.slice(0, place.start);
  leaveOpen(result, [field]);
  if (place.printed.length <= digits) {
    // The whole print is left: its value stands there, even if the text's end may hide more of it.
    result.open.set(field, [/** @type {number} */ (result.facts[place.id].value)]);
  }
  place.block.text += mark(result.facts, { role: "optional", printed: place.printed.slice(0, digits) });
  return result;
}

/**
 * Deletes every sentence that prints a field.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} field
 * @param {import("./compose.mjs").Edition} edition
 */
export function deleteSentences(document, field, edition) {
  const result = copy(document);
  for (const block of result.blocks) {
    const prints = (/** @type {string} */ text) => marksIn(text).some(({ id }) => result.facts[id].field === field);
    block.text = sentences(block.text, edition.data.sentenceEnd)
      .map(({ start, end }) => block.text.slice(start, end))
      .filter((sentence) => !prints(sentence))
      .join("");
  }
  result.blocks = result.blocks.filter(({ text }) => text !== "");
  return result;
}

/**
 * Changes the last digit of a count wherever the document prints it.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} field
 */
export function changeDigit(document, field) {
  const result = copy(document);
  for (const { id } of places(result, field)) {
    const fact = result.facts[id];
    const found = /\d(?=\D*$)/u.exec(fact.printed);
    if (found && typeof fact.value === "number") {
      const digit = (Number(found[0]) + 1) % 10;
      fact.printed = fact.printed.slice(0, found.index) + digit + fact.printed.slice(found.index + 1);
      // Rounded to what is printed: 4.6 and one tenth more is 4.7, not 4.699999999999999.
      const changed = fact.value + (digit - Number(found[0])) * (fact.precision ?? 1);
      fact.value = Number(changed.toFixed(6));
    }
  }
  return refreshed(result);
}

/** @param {import("./document.mjs").ReportDocument} document */
function refreshed(document) {
  for (const block of document.blocks) {
    block.text = rewriteMarks(block.text, (id) => document.facts[id].printed);
  }
  return document;
}
