// What a perfect reader must make of a document, derived from the marks that are left in it.
import { marksIn, withoutMarks } from "./document.mjs";

/**
 * @typedef {object} TruthField
 * @property {number | string | (number | string)[]} value
 * @property {string} printed       the figure as written, without the words about it
 * @property {number} [precision]
 * @property {string} [qualifier]   "any" where the wording leaves it open
 * @property {import("./figures.mjs").Change} [change]
 */

/**
 * @typedef {object} Truth
 * @property {string | null} profile
 * @property {{ number: number | null, year: number | null }} issue
 * @property {{ start: string, end: string } | null} period
 * @property {Record<string, TruthField>} fields  found, with exactly this value
 * @property {string[]} absent
 * @property {string[]} rejected_or_ambiguous
 * @property {Record<string, (number | string)[]>} open  any status; if found, then with one of these values
 * @property {string[]} unassigned  figures that must be listed
 * @property {string[]} optional    figures that may be listed
 * @property {string[]} noise       stretches whose figures, whole dates with their time of day aside, must be listed, split in whatever way, and never read as fields
 * @property {{ code?: string, field?: string }[]} diagnostics  that must be there; others may be
 * @property {string[]} damages
 */

/**
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string[]} optional  further figures that a damage of the text has printed
 * @returns {Truth}
 */
export function truthOf(document, optional = []) {
  const facts = document.blocks.flatMap((block) => marksIn(block.text).map(({ id }) => document.facts[id]));
  const mayBeUnassigned = (/** @type {import("./document.mjs").Fact} */ fact) =>
    fact.role === "optional" || (fact.field !== undefined && !decided(fact.field));
  const decided = (/** @type {string} */ field) => !document.open.has(field) && !document.refused.has(field);

  /** @type {Record<string, TruthField>} */
  const fields = {};
  for (const fact of facts) {
    if (fact.role === "field" && decided(String(fact.field))) {
      addValue(fields, fact);
    }
  }
  for (const fact of facts) {
    const target = fact.role === "change" ? fields[String(fact.field)] : undefined;
    // A direction that one place has lost is not lost when another place prints it.
    if (target && fact.change && !(target.change && fact.change.direction === "unknown")) {
      target.change = fact.change;
    }
  }

  return {
    profile: document.profile,
    issue: document.issue,
    period: document.period,
    fields,
    absent: document.fieldNames.filter((name) => decided(name) && !(name in fields)),
    rejected_or_ambiguous: [...document.refused],
    open: Object.fromEntries(document.open),
    unassigned: facts.filter((fact) => fact.role === "unassigned").map((fact) => fact.printed),
    optional: [...facts.filter(mayBeUnassigned).map((fact) => fact.printed), ...optional],
    noise: document.blocks.filter((block) => block.kind === "noise").map((block) => withoutMarks(block.text)),
    diagnostics: document.diagnostics,
    damages: document.damages,
  };
}

/**
 * @param {Record<string, TruthField>} fields
 * @param {import("./document.mjs").Fact} fact
 */
function addValue(fields, fact) {
  const name = String(fact.field);
  const value = /** @type {number | string} */ (fact.value);
  if (fact.item !== undefined) {
    const list = fields[name] ?? { value: [], printed: fact.printed };
    /** @type {(number | string)[]} */ (list.value)[fact.item] = value;
    fields[name] = list;
  } else if (!(name in fields)) {
    fields[name] = {
      value,
      printed: fact.printed,
      ...(fact.precision !== undefined && { precision: fact.precision }),
      ...(fact.qualifier !== undefined && { qualifier: fact.qualifier }),
    };
  } else if (fields[name].qualifier !== fact.qualifier) {
    // One place says "about", another says nothing: either is a fair reading.
    fields[name].qualifier = "any";
  }
}
