// Generated reports as pages: the same blocks as in the corpus, with the Key Findings panel laid out as boxes.
import { marksIn, withoutMarks } from "../corpus/document.mjs";
import { composeSeries } from "../corpus/generate.mjs";
import { truthOf } from "../corpus/truth.mjs";

/**
 * One box of a panel, in printed words.
 * @typedef {object} PanelBox
 * @property {string} label
 * @property {string} figure
 * @property {string} change    with its arrow; empty when none is printed
 * @property {string} field     empty: nobody knows the label, and the figure belongs to no field
 */

/**
 * @typedef {"above" | "below" | "left" | "right"} FigurePlace  where the figure stands, seen from its label
 * @typedef {{ boxes: number, columns: number, figure: FigurePlace }} PanelLayout
 */

/**
 * @typedef {object} LaidOut
 * @property {import("../corpus/document.mjs").ReportDocument} document
 * @property {PanelLayout} layout
 * @property {PanelBox[]} boxes
 * @property {import("../corpus/truth.mjs").Truth} truth
 */

/** Panels of 2 to 8 boxes, in rows and columns, with the figure on each side of its label. */
export const LAYOUTS = /** @type {PanelLayout[]} */ ([
  { boxes: 2, columns: 2, figure: "below" },
  { boxes: 3, columns: 3, figure: "above" },
  { boxes: 4, columns: 2, figure: "right" },
  { boxes: 5, columns: 1, figure: "left" },
  { boxes: 6, columns: 3, figure: "below" },
  { boxes: 7, columns: 2, figure: "above" },
  { boxes: 8, columns: 2, figure: "right" },
  { boxes: 8, columns: 4, figure: "below" },
]);

/** The weekly has six boxes that a profile knows; these fill larger panels. */
const STRANGERS = /** @type {Record<"en" | "zh", PanelBox[]>} */ ({
  en: [
    { label: "Alerts Passed On to Partners", figure: "8314", change: "\u2191 9.9%", field: "" },
    { label: "Calls to the Hotline", figure: "7253", change: "", field: "" },
  ],
  zh: [
    {
      label: "\u8f6c\u53d1\u5408\u4f5c\u4f19\u4f34\u7684\u901a\u62a5\u6570\u91cf",
      figure: "8314",
      change: "\u2191 9.9%",
      field: "",
    },
    { label: "\u70ed\u7ebf\u7535\u8bdd\u6570\u91cf", figure: "7253", change: "", field: "" },
  ],
});

/**
 * A report with a panel of `layout.boxes` boxes.
 * @param {"en" | "zh"} edition
 * @param {number} seed
 * @param {PanelLayout} layout
 * @returns {LaidOut}
 */
export function layOut(edition, seed, layout) {
  const documents = composeSeries({ edition, count: 12, seed, era: "classic" }).map(({ document }) => document);
  const document = documents.find(({ blocks }) => blocks.some(({ kind }) => kind === "box"));
  if (document === undefined) {
    throw new Error(`no report with a panel for seed ${seed}`);
  }
  let left = layout.boxes;
  document.blocks = document.blocks.filter(({ kind }) => kind !== "box" || left-- > 0);
  const known = document.blocks.filter(({ kind }) => kind === "box").map((block) => boxOf(block.text, document));
  const boxes = [...known, ...STRANGERS[edition].slice(0, Math.max(0, layout.boxes - known.length))];
  return { document, layout: { ...layout, boxes: boxes.length }, boxes, truth: truthOf(document) };
}

/**
 * @param {string} text  with marks
 * @param {import("../corpus/document.mjs").ReportDocument} document
 * @returns {PanelBox}
 */
function boxOf(text, document) {
  const [figure] = marksIn(text);
  return {
    label: withoutMarks(text.slice(0, figure.start)).trim(),
    figure: figure.printed,
    change: withoutMarks(text.slice(figure.end)).trim(),
    field: String(document.facts[figure.id].field),
  };
}

/**
 * The blocks in their order, the panel's boxes as one.
 * @param {LaidOut} report
 * @returns {({ kind: "heading" | "title" | "paragraph", text: string } | { kind: "panel", boxes: PanelBox[] })[]}
 */
export function pieces({ document, boxes }) {
  let panel = false;
  return document.blocks.flatMap((block) => {
    if (block.kind === "box") {
      const first = !panel;
      panel = true;
      return first ? [{ kind: /** @type {const} */ ("panel"), boxes }] : [];
    }
    const text = withoutMarks(block.text);
    return [{ kind: block.kind === "heading" || block.kind === "title" ? block.kind : "paragraph", text }];
  });
}
