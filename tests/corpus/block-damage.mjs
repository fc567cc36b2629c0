// Damage that has a meaning: it works on marked blocks, so the truth follows.
import {
  copy,
  mark,
  marksIn,
  replaceMarks,
  rewriteMarks,
  rewriteWords,
  sentences,
  surroundMarks,
} from "./document.mjs";
import { fill } from "./template.mjs";
import { truthOf } from "./truth.mjs";

/**
 * @callback BlockDamage
 * @param {import("./document.mjs").ReportDocument} document  a copy that may be edited
 * @param {import("./random.mjs").Random} random
 * @param {import("./compose.mjs").Edition} edition
 * @returns {void}
 */

/**
 * Leaves fields open: they may end in any status, but never as another value than the one they have now.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {Iterable<string>} fields
 */
export function leaveOpen(document, fields) {
  const truth = truthOf(document);
  for (const field of fields) {
    if (!document.open.has(field)) {
      document.open.set(
        field,
        field in truth.fields ? [/** @type {number | string} */ (truth.fields[field].value)] : [],
      );
    }
  }
}

/**
 * The fields of a stretch of marked text.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string} text
 */
export function fieldsIn(document, text) {
  const fields = marksIn(text).map(({ id }) => document.facts[id].field);
  return new Set(fields.filter((field) => field !== undefined));
}

/** The lead stands a second time at the top, as copies on other sites have it. @type {BlockDamage} */
export function repeatLead(document) {
  const first = document.blocks.findIndex((block) => block.kind === "paragraph");
  const body = document.blocks.findIndex((block) => block.section !== "header");
  if (first >= 0) {
    document.blocks.splice(body, 0, { ...document.blocks[first], section: "summary" });
  }
}

/** Sentences of another scope: the same words, but not this week's figure. @type {BlockDamage} */
export function addDecoys(document, random, edition) {
  const slot = (/** @type {string} */ name) => {
    const kind = name.split(":")[1];
    if (kind === "year") {
      return mark(document.facts, {
        role: "optional",
        printed: String(Number(document.period?.start.slice(0, 4)) - 1),
      });
    }
    return mark(document.facts, { role: "unassigned", printed: edition.decoy(kind, random, document.style) });
  };
  for (const [section, templates] of Object.entries(edition.data.decoys)) {
    const paragraphs = document.blocks.filter((block) => block.section === section && block.kind === "paragraph");
    if (paragraphs.length > 0) {
      const block = random.pick(paragraphs);
      const decoy = String(fill(random.pick(templates), random, slot));
      // A sentence that says nothing of its time or of who counts would go on with what a decoy before it speaks of.
      const first = random.chance(0.5);
      const parted = edition.data.ownBeginnings?.some((words) => block.text.startsWith(words)) ?? true;
      const both = first && parted ? [decoy, block.text] : [block.text, decoy];
      block.text = both.join(edition.data.sentenceJoin);
    }
  }
}

/** A page that republishes the report adds its own dates, counts and numbers. @type {BlockDamage} */
export function addSiteNoise(document, random, edition) {
  const { top, bottom } = edition.data.siteNoise;
  const year = Number(document.period?.end.slice(0, 4) ?? 2015);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const slot = (/** @type {string} */ name) => {
    switch (name) {
      case "noise:date":
        return `${year}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
      case "noise:time":
        return `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}`;
      case "noise:tel":
        return `400-${random.integer(100, 999)}-${random.integer(1000, 9999)}`;
      case "noise:year":
        return String(year + 1);
      default:
        return String(random.integer(20, 9999));
    }
  };
  const noise = (/** @type {string} */ template) => ({
    kind: /** @type {const} */ ("noise"),
    section: "site",
    text: String(fill(template, random, slot)),
  });
  document.blocks = [...top.map(noise), ...document.blocks, ...bottom.map(noise)];
}

/** Arrows become daggers or private-use characters, or vanish. @type {BlockDamage} */
export function loseArrows(document, random) {
  const [up, down] = random.pick([
    ["", ""],
    ["\u2020", "\u2020"],
    ["\uf0e9", "\uf0ea"],
  ]);
  const panel = document.blocks.filter((block) => block.section === "panel");
  for (const block of panel) {
    block.text = block.text.replaceAll("\u2191", up).replaceAll("\u2193", down);
    for (const { id } of marksIn(block.text)) {
      const { change } = document.facts[id];
      if (change && change.direction !== "same") {
        change.direction = "unknown";
      }
    }
  }
  if (panel.length > 0) {
    document.diagnostics.push({ code: "arrow-lost" });
  }
  forgetLostArrows(document);
}

/** Where no box is left and the legend tells its two glyphs apart, nothing shows that arrows are lost. @type {BlockDamage} */
function forgetLostArrows(document) {
  const panel = document.blocks.filter((block) => block.section === "panel");
  if (panel.every((block) => block.kind !== "box") && panel.some(({ text }) => text.includes("\uf0e9"))) {
    document.diagnostics = document.diagnostics.filter(({ code }) => code !== "arrow-lost");
  }
}

/** The panel's boxes come out of the page apart from their figures, which then belong to nothing. @type {BlockDamage} */
export function tearPanel(document, random) {
  const boxes = document.blocks.filter((block) => block.kind === "box");
  if (boxes.length === 0) {
    return;
  }
  const line = (/** @type {string} */ text) => ({
    kind: /** @type {const} */ ("line"),
    section: "panel",
    text: text.trim(),
  });
  const labels = boxes.map((box) =>
    line(replaceMarks(box.text, () => "").replace(/[\u2191\u2193\u2020\uf0e9\uf0ea]/gu, "")),
  );
  const figures = boxes.map((box) =>
    marksIn(box.text)
      .filter(({ printed }) => /\d/u.test(printed))
      .map(({ printed }) => line(mark(document.facts, { role: "unassigned", printed }))),
  );
  // The figure after the last label must not be that label's own: then it would stand where it belongs.
  const strangers = random.shuffle(figures.slice(0, -1).flat());
  const torn = random.chance(0.5)
    ? [...strangers, ...figures[figures.length - 1], ...labels]
    : [...labels, ...strangers, ...figures[figures.length - 1]];
  const start = document.blocks.indexOf(boxes[0]);
  document.blocks.splice(start, boxes.length, ...torn);
  forgetLostArrows(document);
}

/** Headings stand at the end of the sentence before them. @type {BlockDamage} */
export function glueHeadings(document, random, edition) {
  for (let index = document.blocks.length - 1; index > 0; index -= 1) {
    const [before, heading] = [document.blocks[index - 1], document.blocks[index]];
    if (heading.kind === "heading" && before.kind === "paragraph" && random.chance(0.7)) {
      before.text += edition.data.sentenceJoin + heading.text;
      document.blocks.splice(index, 1);
    }
  }
}

const GLUED = /^(?:Malware Activit(?:ies|y)|Website Security|Vulnerabilities|Incident Handling|About CNCERT)$/u;

/** Headings lose the line end behind them. @type {BlockDamage} */
export function glueHeadingsBelow(document, random) {
  for (let index = document.blocks.length - 2; index > 0; index -= 1) {
    const [heading, below] = [document.blocks[index], document.blocks[index + 1]];
    const glued = heading.kind === "heading" && GLUED.test(heading.text) && below.kind === "paragraph";
    if (glued && /^[A-Z][a-z]/u.test(below.text) && random.chance(0.7)) {
      below.text = heading.text + below.text;
      document.blocks.splice(index, 1);
    }
  }
}

/** Markdown emphasis around headings and figures, and escapes that Markdown does not need. @type {BlockDamage} */
export function emphasise(document, random) {
  if (document.format !== "md") {
    return;
  }
  for (const block of document.blocks) {
    if (block.kind === "heading" || block.kind === "title") {
      block.text = `**${block.text}**`;
    } else if (block.kind === "paragraph" || block.kind === "box") {
      const escaped = block.text.replace(/[()]|(?<=\w)-(?=\w)/gu, "\\$&");
      block.text = surroundMarks(escaped, (printed) => (/\d/u.test(printed) && random.chance(0.3) ? "**" : ""));
    }
  }
}

/** The digits that a figure begins with, two of them at least: less cannot be cut in half. */
const WHOLE_NUMBER = /^\d[\d., ]*\d/u;

/** The text stops in the middle of a sentence, or of a number. @type {BlockDamage} */
export function truncate(document, random, edition) {
  const candidates = document.blocks.filter(
    (block) => block.kind === "paragraph" && fieldsIn(document, block.text).size > 0,
  );
  if (candidates.length === 0) {
    return;
  }
  const block = random.pick(candidates);
  const figures = marksIn(block.text).filter(({ printed }) => WHOLE_NUMBER.test(printed));
  const inNumber = figures.length > 0 && random.chance(0.5);
  document.blocks.length = document.blocks.indexOf(block) + 1;

  if (inNumber) {
    const figure = random.pick(figures);
    const [digits] = /** @type {RegExpExecArray} */ (WHOLE_NUMBER.exec(figure.printed));
    const rest = digits.slice(0, random.integer(1, digits.length - 1));
    const sentence = sentenceAt(block.text, figure.start, edition);
    const { field } = document.facts[figure.id];
    const before = fieldsIn(document, block.text.slice(sentence, figure.start));
    block.text = block.text.slice(0, figure.start);
    // Whatever the field says elsewhere stays right; the stump is not a value.
    leaveOpen(document, field === undefined ? before : [...before, field]);
    block.text += mark(document.facts, { role: "optional", printed: rest });
  } else {
    const ends = marksIn(block.text).map(({ end }) => end);
    const cut = Math.min(random.pick(ends) + random.integer(0, 12), block.text.length);
    // Not inside the next mark: that would be a cut number.
    const safe = marksIn(block.text).find(({ start, end }) => start < cut && cut < end)?.start ?? cut;
    const sentence = sentenceAt(block.text, Math.max(safe - 1, 0), edition);
    block.text = block.text.slice(0, safe);
    leaveOpen(document, fieldsIn(document, block.text.slice(sentence)));
  }
  leaveNeighboursOpen(document);
}

/**
 * The stump of a sentence may as well be that of a neighbouring field: "coordinated 7 m" can go on in two ways.
 * @param {import("./document.mjs").ReportDocument} document
 */
function leaveNeighboursOpen(document) {
  const group = (/** @type {string} */ field) => field.split(".")[0];
  const cut = new Set([...document.open.keys()].map(group));
  const { absent } = truthOf(document);
  leaveOpen(
    document,
    absent.filter((field) => cut.has(group(field))),
  );
}

/**
 * Where the sentence around a place begins.
 * @param {string} text
 * @param {number} place
 * @param {import("./compose.mjs").Edition} edition
 */
function sentenceAt(text, place, edition) {
  return sentences(text, edition.data.sentenceEnd).find(({ start, end }) => start <= place && place < end)?.start ?? 0;
}

/** Per cent signs are gone: a figure without its sign is not surely a percentage. @type {BlockDamage} */
export function dropPercentSigns(document) {
  for (const block of document.blocks) {
    const touched = marksIn(block.text).filter(({ printed }) => printed.endsWith("%"));
    leaveOpen(
      document,
      touched.flatMap(({ id }) => document.facts[id].field ?? []),
    );
    block.text = rewriteMarks(block.text, (_, printed) => printed.replace(/%$/u, ""));
  }
  for (const fact of document.facts) {
    fact.printed = fact.printed.replace(/%$/u, "");
  }
}

/**
 * Rewrites the words, not the figures, of every paragraph; the fields of a changed sentence are left open.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {import("./compose.mjs").Edition} edition
 * @param {(text: string) => string} rewrite
 */
function rewriteProse(document, edition, rewrite) {
  for (const block of document.blocks.filter(({ kind }) => kind !== "noise")) {
    const parts = sentences(block.text, edition.data.sentenceEnd).map(({ start, end }) => block.text.slice(start, end));
    const changed = parts.map((part) => rewriteWords(part, rewrite));
    leaveOpen(
      document,
      parts.flatMap((part, index) => (part === changed[index] ? [] : [...fieldsIn(document, part)])),
    );
    block.text = changed.join("");
  }
}

/** Words are censored with asterisks. @type {BlockDamage} */
export function censor(document, _random, edition) {
  const words = edition.data.press?.censored ?? [];
  rewriteProse(document, edition, (text) => words.reduce((rest, word) => rest.replaceAll(word, "***"), text));
}

/** Traditional characters. @type {BlockDamage} */
export function traditional(document, _random, edition) {
  const pairs = [...(edition.data.press?.traditional ?? "")];
  const map = new Map(pairs.flatMap((sign, index) => (index % 2 === 0 ? [[sign, pairs[index + 1]]] : [])));
  rewriteProse(document, edition, (text) => [...text].map((sign) => map.get(sign) ?? sign).join(""));
}

/** Pinyin in brackets after characters. @type {BlockDamage} */
export function addPinyin(document, random, edition) {
  const pinyin = edition.data.press?.pinyin ?? {};
  rewriteProse(document, edition, (text) =>
    [...text]
      .map((sign) => (sign in pinyin && random.chance(0.5) ? `${sign}\uff08${pinyin[sign]}\uff09` : sign))
      .join(""),
  );
}

/**
 * Applies one damage to a copy.
 * @param {BlockDamage} damage
 * @param {import("./document.mjs").ReportDocument} document
 * @param {import("./random.mjs").Random} random
 * @param {import("./compose.mjs").Edition} edition
 */
export function damaged(damage, document, random, edition) {
  const result = copy(document);
  damage(result, random, edition);
  return result;
}
