// Reports as HTML pages: for the HTML reader, and for the programs that print HTML.
import { pieces } from "./layout.mjs";

/** @param {string} text */
export function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * @param {import("./layout.mjs").LaidOut} report
 * @param {{ charset?: string, panel?: "grid" | "table", arrows?: "characters" | "paths", before?: string, after?: string }} [options]
 *   `grid` draws boxes with CSS, `table` with a table; `before` and `after` are what a site puts around the report
 */
export function toHtml(
  report,
  { charset = "utf-8", panel = "grid", arrows = "characters", before = "", after = "" } = {},
) {
  const body = pieces(report).map((piece) => {
    switch (piece.kind) {
      case "title":
        return `<h1>${escapeHtml(piece.text)}</h1>`;
      case "heading":
        return `<h2>${escapeHtml(piece.text)}</h2>`;
      case "panel":
        return panel === "grid" ? gridPanel(report, arrows) : tablePanel(report);
      default:
        return `<p>${escapeHtml(keepFigures(piece.text))}</p>`;
    }
  });
  return `<!DOCTYPE html>
<html lang="${report.document.edition}"><head><meta charset="${charset}"><title>${report.document.name}</title>
<style>${STYLE}</style></head>
<body>${before}
${body.join("\n")}
${after}</body></html>
`;
}

/**
 * A figure with a space in it does not go over a line's end, where it would be two.
 * @param {string} text
 */
function keepFigures(text) {
  return text.replaceAll(/(\d) (?=\d{3}(?!\d))/gu, "$1\u00a0");
}

const STYLE = `@page { size: A4; margin: 18mm }
body { font-family: "Noto Sans CJK SC", sans-serif; font-size: 10.5pt }
.panel { display: grid; gap: 12pt; margin: 12pt 0 }
.box { border: 1px solid #447; padding: 6pt; display: flex; gap: 4pt 12pt; align-items: center }
.box div { display: flex; gap: 6pt; align-items: center; white-space: nowrap }
.box b { font-size: 14pt }
.below { flex-direction: column } .above { flex-direction: column-reverse } .left { flex-direction: row-reverse; justify-content: flex-end } .right { flex-direction: row }
table { border-collapse: collapse } td { border: 1px solid #447; padding: 6pt }`;

/**
 * @param {import("./layout.mjs").LaidOut} report
 * @param {"characters" | "paths"} arrows
 */
function gridPanel({ boxes, layout }, arrows) {
  const cells = boxes.map(
    ({ label, figure, change }) =>
      `<div class="box ${layout.figure}"><span>${escapeHtml(label)}</span><div><b>${escapeHtml(figure)}</b><span>${arrows === "paths" ? drawArrow(change) : escapeHtml(change)}</span></div></div>`,
  );
  return `<div class="panel" style="grid-template-columns: repeat(${layout.columns}, 1fr)">${cells.join("\n")}</div>`;
}

/**
 * The arrow as a filled triangle.
 * @param {string} change
 */
function drawArrow(change) {
  const triangle = (/** @type {string} */ points) =>
    `<svg width="8" height="8"><polygon points="${points}" fill="#a00"/></svg> `;
  return escapeHtml(change)
    .replace(/^\u2191\s*/u, triangle("0,8 8,8 4,0"))
    .replace(/^\u2193\s*/u, triangle("0,0 8,0 4,8"));
}

/** @param {import("./layout.mjs").LaidOut} report */
function tablePanel({ boxes, layout }) {
  const cell = (/** @type {import("./layout.mjs").PanelBox} */ { label, figure, change }) => {
    const value = `<b>${escapeHtml(figure)}</b> ${escapeHtml(change)}`;
    switch (layout.figure) {
      case "left":
        return `<td>${value}</td><td>${escapeHtml(label)}</td>`;
      case "right":
        return `<td>${escapeHtml(label)}</td><td>${value}</td>`;
      case "above":
        return `<td>${value}<br>${escapeHtml(label)}</td>`;
      default:
        return `<td>${escapeHtml(label)}<br>${value}</td>`;
    }
  };
  const rows = [];
  for (let at = 0; at < boxes.length; at += layout.columns) {
    rows.push(
      `<tr>${boxes
        .slice(at, at + layout.columns)
        .map(cell)
        .join("")}</tr>`,
    );
  }
  return `<table>${rows.join("\n")}</table>`;
}
