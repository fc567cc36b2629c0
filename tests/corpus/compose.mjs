// Writes one week of the simulated world as a report of an edition and an era.
import { isoDate } from "./calendar.mjs";
import { mark } from "./document.mjs";
import { absoluteChange, percentChange } from "./figures.mjs";
import { fill } from "./template.mjs";

/** @typedef {import("./en.mjs").Style} Style */
/** @typedef {{ value: number, precision: number, printed: string }} Printed */

/**
 * How an edition writes things down.
 * @typedef {object} Edition
 * @property {import("./data.mjs").EditionData} data
 * @property {(random: import("./random.mjs").Random) => Style} style
 * @property {(field: string, value: number, style: Style) => Printed} count
 * @property {(value: number) => Printed} percentage
 * @property {(calendar: import("./calendar.mjs").IssueWeek) => Record<string, string>} identity
 * @property {(iso: string) => string} founded
 * @property {(kind: string, random: import("./random.mjs").Random, style: Style) => string} decoy
 * @property {(kind: string, random: import("./random.mjs").Random) => string | null} sibling
 * @property {{ some: string, none: string } | null} zeroWords  how "new: N" and "nothing new" are said
 */

/** How likely a report has each of its optional parts. */
const PART = { panel: 0.7, lead: 0.5, section: 0.92, titleAboveIssue: 0.5, about: 0.95, contact: 0.95, markdown: 0.7 };

/**
 * @param {Edition} edition
 * @param {import("./figures.mjs").Week} week
 * @param {string} era
 * @param {import("./random.mjs").Random} random
 * @returns {import("./document.mjs").ReportDocument}
 */
export function compose(edition, week, era, random) {
  const { data } = edition;
  const writer = new Writer(edition, week, era, random);
  const numbered = era !== "early" || random.chance(0.5);

  writer.header(numbered);
  const late = data.sections.every((section) => section.name === "incidents" || !section.eras.includes(era));
  if (random.chance(PART.panel)) {
    writer.panel();
  }
  if (!late && random.chance(PART.lead)) {
    writer.paragraph("lead", data.lead);
  }
  for (const section of data.sections) {
    // Without its last section a report of the late era would have no figures at all.
    if (section.eras.includes(era) && (section.name === "incidents" || random.chance(PART.section))) {
      writer.section(section.name, random.pick(section.headings), section.paragraphs);
    }
  }
  if (random.chance(PART.about)) {
    writer.section("about", data.aboutSection.heading, data.aboutSection.paragraphs);
  }
  if (random.chance(PART.contact)) {
    writer.contact();
  }

  const { calendar } = week;
  return {
    name: `${data.edition}-${calendar.year}-${String(calendar.number).padStart(2, "0")}`,
    edition: data.edition,
    format: random.chance(PART.markdown) ? "md" : "txt",
    profile: data.profile,
    issue: numbered ? { number: calendar.number, year: calendar.year } : { number: null, year: null },
    period: { start: isoDate(calendar.monday), end: isoDate(calendar.sunday) },
    style: writer.style,
    blocks: writer.blocks,
    facts: writer.facts,
    fieldNames: fieldNames(data),
    open: new Map(),
    refused: new Set(),
    diagnostics: [],
    damages: [],
  };
}

/**
 * Every field that an edition's wordings can print.
 * @param {import("./data.mjs").EditionData} data
 */
export function fieldNames(data) {
  const templates = [
    ...data.lead,
    ...data.sections.flatMap((section) => section.paragraphs.flat()),
    ...data.aboutSection.paragraphs.flat(),
    ...data.contactSection.lines,
    ...data.panel.boxes.map((box) => `{${box.field}}`),
  ];
  const slots = templates.flatMap((template) => [...template.matchAll(/\{([a-z_.]+?)(?:\.\d)?(?:[~+][a-z-]*)?\}/gu)]);
  return [...new Set(slots.map((slot) => slot[1]).filter((name) => !name.startsWith("period.")))];
}

/** Writes the blocks of one document, and keeps what their figures mean. */
export class Writer {
  /** @type {import("./document.mjs").Block[]} */
  blocks = [];
  /** @type {import("./document.mjs").Fact[]} */
  facts = [];

  /**
   * @param {Edition} edition
   * @param {import("./figures.mjs").Week} week
   * @param {string} era
   * @param {import("./random.mjs").Random} random
   * @param {Style} [style]
   */
  constructor(edition, week, era, random, style = edition.style(random)) {
    this.edition = edition;
    this.data = edition.data;
    this.week = week;
    this.era = era;
    this.random = random;
    this.style = style;
    this.identity = edition.identity(week.calendar);
    // One draw a document: a list or an editor does not change between two mentions.
    this.lists = mapValues(this.data.lists, (list) => random.shuffle(list.names).slice(0, list.length));
    this.texts = mapValues(this.data.texts, (texts) => random.pick(texts));
    this.changeKind = this.data.absoluteUnit && random.chance(0.3) ? "absolute" : "percent";
  }

  /** @param {boolean} numbered */
  header(numbered) {
    const lines = numbered ? this.data.issueLines : (this.data.unnumberedIssueLines ?? this.data.issueLines);
    const issueLine = this.fill(this.random.pick(lines));
    const title = this.random.pick(this.data.titles);
    this.add("line", "header", this.data.organisation);
    const titleAbove = this.random.chance(PART.titleAboveIssue);
    if (titleAbove) {
      this.add("title", "header", title);
    }
    this.add("line", "header", issueLine);
    if (!titleAbove) {
      this.add("title", "header", title);
    }
  }

  panel() {
    this.add("heading", "panel", this.data.panel.heading);
    for (const box of this.data.panel.boxes) {
      this.add("box", "panel", this.fill(`${box.label} {${box.field}}[ {change:arrow:${box.field}}]`));
    }
    this.add("line", "panel", this.data.panel.legend);
  }

  /**
   * @param {string} name
   * @param {string} heading
   * @param {string[][]} paragraphs
   */
  section(name, heading, paragraphs) {
    this.add("heading", name, heading);
    for (const templates of paragraphs) {
      this.paragraph(name, templates);
    }
  }

  contact() {
    const { heading, invitation, lines } = this.data.contactSection;
    this.add("heading", "contact", heading);
    this.add("paragraph", "contact", invitation);
    for (const line of lines) {
      this.add("line", "contact", this.fill(line));
    }
  }

  /**
   * @param {string} section
   * @param {string[]} templates
   */
  paragraph(section, templates) {
    this.add("paragraph", section, templates.map((template) => this.fill(template)).join(this.data.sentenceJoin));
  }

  /**
   * @param {import("./document.mjs").BlockKind} kind
   * @param {string} section
   * @param {string} text
   */
  add(kind, section, text) {
    this.blocks.push({ kind, section, text });
  }

  /**
   * A sentence about another time or place, whose figures are nobody's.
   * @param {string} template
   */
  decoy(template) {
    const text = fill(template, this.random, (slot) =>
      mark(this.facts, {
        role: "unassigned",
        printed: this.edition.decoy(slot.replace("decoy:", ""), this.random, this.style),
      }),
    );
    return String(text);
  }

  /** @param {string} template */
  fill(template) {
    const text = fill(template, this.random, (slot) => this.slot(slot));
    if (text === null) {
      throw new Error(`no text for: ${template}`);
    }
    return text;
  }

  /**
   * Slots: a field (`~about` records the qualifier that the words around it say, `.0` picks from a list, `+` says a count with
   * its words), `change:WORDS:FIELD`, or a part of the issue's identity.
   * @param {string} slot
   * @returns {string | null}
   */
  slot(slot) {
    if (slot in this.identity) {
      return this.identity[slot];
    }
    if (slot.startsWith("change:")) {
      const [, words, field] = slot.split(":");
      return this.change(words, field);
    }
    if (slot.endsWith("+")) {
      return this.countWithWords(slot.slice(0, -1));
    }
    const [, name, item, qualifier] = /** @type {RegExpExecArray} */ (
      /^([a-z_.]+?)(?:\.(\d))?(?:~([a-z-]+))?$/u.exec(slot)
    );
    if (item !== undefined) {
      const text = this.lists[name][Number(item)];
      return mark(this.facts, { role: "field", field: name, item: Number(item), value: text, printed: text });
    }
    return this.field(name, qualifier);
  }

  /**
   * @param {string} name
   * @param {string | undefined} qualifier
   */
  field(name, qualifier) {
    if (name in this.texts) {
      return this.fact(name, { value: this.texts[name], printed: this.texts[name] });
    }
    if (name in this.data.enumerations) {
      const { codes, printed } = this.data.enumerations[name];
      const index = name === "rating.overall" ? this.week.rating : this.week.severity;
      return this.fact(name, { value: codes[index], printed: printed[index] });
    }
    if (name === "about.founded") {
      const iso = this.data.founded[this.era];
      return this.fact(name, { value: iso, printed: this.edition.founded(iso) });
    }
    if (name in this.week.about) {
      return this.fact(name, { value: this.week.about[name], precision: 1, printed: String(this.week.about[name]) });
    }
    const counted = name in this.week.counts;
    const printed = counted
      ? this.edition.count(name, this.week.counts[name], this.style)
      : this.edition.percentage(this.week.percentages[name]);
    const text = this.fact(name, { ...printed, ...(qualifier && { qualifier }) });
    return counted && this.style.spacedUnit ? `${text} ` : text;
  }

  /**
   * @param {string} field
   * @param {Omit<import("./document.mjs").Fact, "role" | "field">} fact
   */
  fact(field, fact) {
    return mark(this.facts, { role: "field", field, ...fact });
  }

  /** @param {string} field */
  countWithWords(field) {
    const words = /** @type {{ some: string, none: string }} */ (this.edition.zeroWords);
    const value = this.week.counts[field];
    if (value === 0) {
      return this.fact(field, { value, precision: 1, printed: words.none });
    }
    return words.some.replace("{n}", this.fact(field, { value, precision: 1, printed: String(value) }));
  }

  /**
   * @param {string} wording  a key of the edition's `changes`
   * @param {string} field
   * @returns {string | null}
   */
  change(wording, field) {
    const before = this.week.previous?.counts[field];
    if (before === undefined) {
      return null;
    }
    const after = this.week.counts[field];
    // The panel prints percentages. Hosts are printed to the nearest thousand: their absolute change is no printed figure.
    const absolute =
      this.changeKind === "absolute" && wording !== "arrow" && !field.startsWith("malware.infected_hosts.");
    const change = absolute ? absoluteChange(after, before) : percentChange(after, before);
    // A sentence leaves out a movement that is too small for the printed decimal; a box always has its change.
    const tiny = change?.value === 0 && wording !== "arrow";
    return change && !tiny ? this.writeChange(this.data.changes[wording], field, change) : null;
  }

  /**
   * @param {import("./data.mjs").ChangeWords} words
   * @param {string} field
   * @param {import("./figures.mjs").Change} change
   * @returns {string | null}
   */
  writeChange(words, field, change) {
    if (change.direction === "same") {
      const printed = words.same === undefined ? null : fill(words.same, this.random, () => null);
      return printed && mark(this.facts, { role: "change", field, change, printed });
    }
    const percent = change.kind === "percent";
    const printed = percent ? `${Number(change.value).toFixed(1)}%` : `${change.value}`;
    const figure = mark(this.facts, { role: "change", field, change, printed });
    const unit = percent ? "" : this.data.absoluteUnit;
    return fill(change.direction === "up" ? words.up : words.down, this.random, () => `${figure}${unit}`);
  }
}

/**
 * @template From, To
 * @param {Record<string, From>} record
 * @param {(value: From) => To} convert
 * @returns {Record<string, To>}
 */
function mapValues(record, convert) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}
