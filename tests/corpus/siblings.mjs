// Documents that look like the weekly report and are not: no profile fits them.
import { mark } from "./document.mjs";
import { fill } from "./template.mjs";

/**
 * @param {import("./compose.mjs").Edition} edition
 * @param {string} kind  a key of the edition's `siblings`
 * @param {import("./random.mjs").Random} random
 * @returns {import("./document.mjs").ReportDocument}
 */
export function sibling(edition, kind, random) {
  const { title, lines } = edition.data.siblings[kind];
  /** @type {import("./document.mjs").Fact[]} */
  const facts = [];
  const style = edition.style(random);
  const year = String(random.integer(2012, 2024));
  const write = (/** @type {string} */ template) =>
    String(
      fill(template, random, (slot) => {
        const [scope, name] = slot.split(":");
        if (scope === "sibling") {
          return name === "year" ? year : edition.sibling(name, random);
        }
        return mark(facts, { role: "optional", printed: edition.decoy(name, random, style) });
      }),
    );
  return {
    name: `${edition.data.edition}-sibling-${kind}`,
    edition: edition.data.edition,
    format: "md",
    profile: null,
    issue: { number: null, year: null },
    period: null,
    style,
    blocks: [
      { kind: "title", section: "header", text: write(title) },
      ...lines.map((line) => ({ kind: /** @type {const} */ ("paragraph"), section: "body", text: write(line) })),
    ],
    facts,
    fieldNames: [],
    open: new Map(),
    refused: new Set(),
    diagnostics: [],
    damages: [kind],
  };
}
