// A week as a newspaper or a site retells it: a headline, and a few sentences that leave out what they like.
import { isoDate } from "./calendar.mjs";
import { fieldNames, Writer } from "./compose.mjs";

/** How likely a retelling has each group of its sentences; the first is always there. */
const GROUP = 0.6;
const OWN_PARAGRAPH = 0.4;
const DECOY = 0.3;

/**
 * @param {import("./compose.mjs").Edition} edition
 * @param {import("./figures.mjs").Week} week
 * @param {string} era  of the issue that is retold
 * @param {import("./random.mjs").Random} random
 * @returns {import("./document.mjs").ReportDocument}
 */
export function retell(edition, week, era, random) {
  const { data } = edition;
  const { headlines, leads, groups, decoys } =
    /** @type {NonNullable<import("./data.mjs").EditionData["retelling"]>} */ (data.retelling);
  const writer = new Writer(edition, week, era, random, {
    grouping: random.pick(["plain", "comma"]),
    spacedUnit: false,
  });
  const lead = random.pick(leads);

  if (random.chance(0.7)) {
    writer.add("line", "header", writer.fill(random.pick(headlines)));
  }
  const [first, ...others] = groups;
  const chosen = [first, ...others.filter(() => random.chance(GROUP))];
  let paragraph = writer.fill(lead.text);
  // What a sentence is about holds for those behind it: a decoy stands where its paragraph ends.
  let decoy = false;
  for (const [index, alternatives] of chosen.entries()) {
    if (index > 0 && (decoy || random.chance(OWN_PARAGRAPH))) {
      writer.add("paragraph", "body", paragraph);
      paragraph = "";
      decoy = false;
    }
    paragraph += writer.fill(random.pick(alternatives));
    // Where "last week" is the week that is reported, no decoy may say so, too.
    if (!lead.lastWeek && random.chance(DECOY)) {
      paragraph += writer.decoy(random.pick(decoys));
      decoy = true;
    }
  }
  writer.add("paragraph", "body", paragraph);

  const { calendar } = week;
  return {
    name: `${data.edition}-retelling-${calendar.year}-${String(calendar.number).padStart(2, "0")}`,
    edition: data.edition,
    format: "txt",
    profile: data.profile,
    issue: { number: null, year: null },
    period: lead.dated ? { start: isoDate(calendar.monday), end: isoDate(calendar.sunday) } : null,
    style: writer.style,
    blocks: writer.blocks,
    facts: writer.facts,
    fieldNames: fieldNames(data),
    open: new Map(),
    refused: new Set(),
    diagnostics: [],
    damages: ["retelling"],
  };
}
