// The list of damages, in the order in which they work on a document.
import * as block from "./block-damage.mjs";
import { render } from "./document.mjs";
import * as text from "./text-damage.mjs";
import { truthOf } from "./truth.mjs";

/**
 * A gentle damage leaves every figure readable: a perfect reader still finds all of them.
 * @typedef {{ name: string, gentle: boolean, editions: ("en" | "zh")[], blocks: import("./block-damage.mjs").BlockDamage }} MeaningfulDamage
 * @typedef {{ name: string, gentle: boolean, editions: ("en" | "zh")[], text: import("./text-damage.mjs").TextDamage }} Extraction
 */

const BOTH = /** @type {("en" | "zh")[]} */ (["en", "zh"]);
const ENGLISH = /** @type {("en" | "zh")[]} */ (["en"]);
const CHINESE = /** @type {("en" | "zh")[]} */ (["zh"]);

/** @type {(MeaningfulDamage | Extraction)[]} */
export const DAMAGES = [
  { name: "repeat-lead", gentle: true, editions: BOTH, blocks: block.repeatLead },
  { name: "decoys", gentle: true, editions: BOTH, blocks: block.addDecoys },
  { name: "lose-arrows", gentle: true, editions: BOTH, blocks: block.loseArrows },
  { name: "tear-panel", gentle: true, editions: BOTH, blocks: block.tearPanel },
  { name: "censor", gentle: false, editions: CHINESE, blocks: block.censor },
  { name: "traditional", gentle: false, editions: CHINESE, blocks: block.traditional },
  { name: "pinyin", gentle: false, editions: CHINESE, blocks: block.addPinyin },
  { name: "drop-percent-signs", gentle: false, editions: BOTH, blocks: block.dropPercentSigns },
  { name: "truncate", gentle: false, editions: BOTH, blocks: block.truncate },
  { name: "glue-headings", gentle: true, editions: BOTH, blocks: block.glueHeadings },
  { name: "glue-headings-below", gentle: true, editions: ENGLISH, blocks: block.glueHeadingsBelow },
  { name: "emphasis", gentle: true, editions: BOTH, blocks: block.emphasise },
  { name: "site-noise", gentle: true, editions: BOTH, blocks: block.addSiteNoise },
  { name: "hard-wrap", gentle: true, editions: BOTH, text: text.hardWrap },
  { name: "wrap-with-spaces", gentle: true, editions: CHINESE, text: text.wrapWithSpaces },
  { name: "hyphenate", gentle: true, editions: ENGLISH, text: text.hyphenate },
  { name: "page-breaks", gentle: true, editions: BOTH, text: text.pageBreaks },
  { name: "page-furniture", gentle: true, editions: BOTH, text: text.pageFurniture },
  { name: "ascii-stops", gentle: true, editions: CHINESE, text: text.asciiStops },
  { name: "repeat-lines", gentle: true, editions: BOTH, text: text.repeatLines },
  { name: "blank-lines", gentle: true, editions: BOTH, text: text.blankLines },
  { name: "ligatures", gentle: true, editions: ENGLISH, text: text.ligatures },
  { name: "kangxi-radicals", gentle: true, editions: CHINESE, text: text.kangxiRadicals },
  { name: "full-width-forms", gentle: true, editions: CHINESE, text: text.fullWidthForms },
  { name: "zero-width-characters", gentle: true, editions: CHINESE, text: text.zeroWidthCharacters },
  { name: "odd-spaces", gentle: true, editions: BOTH, text: text.oddSpaces },
  { name: "crlf", gentle: true, editions: BOTH, text: text.crlf },
  { name: "byte-order-mark", gentle: true, editions: BOTH, text: text.byteOrderMark },
];

/**
 * Renders a document with damages; they work in the order of the list, whatever order they are named in.
 * @param {import("./document.mjs").ReportDocument} document
 * @param {string[]} names
 * @param {import("./random.mjs").Random} random
 * @param {import("./compose.mjs").Edition} edition
 * @returns {{ text: string, truth: import("./truth.mjs").Truth }}
 */
export function renderDamaged(document, names, random, edition) {
  const chosen = DAMAGES.filter(({ name, editions }) => names.includes(name) && editions.includes(document.edition));
  let marked = document;
  for (const damage of chosen) {
    if ("blocks" in damage) {
      marked = block.damaged(damage.blocks, marked, random.fork(damage.name), edition);
    }
  }
  const context = {
    edition: document.edition,
    runningLines: edition.data.runningLines,
    optional: /** @type {string[]} */ ([]),
  };
  let written = render(marked);
  for (const damage of chosen) {
    if ("text" in damage) {
      written = damage.text(written, random.fork(damage.name), context);
    }
  }
  const truth = truthOf(marked, context.optional);
  return { text: written, truth: { ...truth, damages: [...truth.damages, ...chosen.map(({ name }) => name)] } };
}
