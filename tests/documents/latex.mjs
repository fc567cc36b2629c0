// Reports as LaTeX.
import { pieces } from "./layout.mjs";

/** @param {import("./layout.mjs").LaidOut} report */
export function toLatex(report) {
  const chinese = report.document.edition === "zh";
  const body = pieces(report).map((piece) => {
    switch (piece.kind) {
      case "title":
        return `\\section*{${escapeLatex(piece.text, chinese)}}`;
      case "heading":
        return `\\subsection*{${escapeLatex(piece.text, chinese)}}`;
      case "panel":
        return panel(report, chinese);
      default:
        return escapeLatex(piece.text, chinese);
    }
  });
  const fonts = chinese
    ? '\\usepackage{fontspec}\\setmainfont{Noto Sans CJK SC}\\XeTeXlinebreaklocale "zh"\\XeTeXlinebreakskip=0pt plus 1pt'
    : "";
  return `\\documentclass[a4paper]{article}
\\usepackage[margin=18mm]{geometry}
${fonts}
\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}
\\begin{document}
${body.join("\n\n")}
\\end{document}
`;
}

/**
 * Frames in rows, each with its label and, on the wanted side, its figure.
 * @param {import("./layout.mjs").LaidOut} report
 * @param {boolean} chinese
 */
function panel({ boxes, layout }, chinese) {
  const width = (0.94 / layout.columns).toFixed(3);
  const sideways = layout.figure === "left" || layout.figure === "right";
  const cells = boxes.map(({ label, figure, change }) => {
    const part = (/** @type {string} */ text, /** @type {string} */ share) =>
      `\\parbox{${share}\\linewidth}{\\centering ${text}}`;
    const words = escapeLatex(label, chinese);
    const value = `\\textbf{${escapeLatex(figure, chinese)}} ${escapeLatex(change, chinese)}`;
    const content = sideways
      ? (layout.figure === "left"
          ? [part(value, "0.35"), part(words, "0.6")]
          : [part(words, "0.6"), part(value, "0.35")]
        ).join("\\hfill ")
      : (layout.figure === "above" ? [value, words] : [words, value]).join("\\\\[4pt] ");
    return `\\fbox{\\begin{minipage}[c][16mm]{${width}\\linewidth}${sideways ? "" : "\\centering "}${content}\\end{minipage}}`;
  });
  const rows = [];
  for (let at = 0; at < cells.length; at += layout.columns) {
    rows.push(cells.slice(at, at + layout.columns).join("%\n\\hfill%\n"));
  }
  return rows.join("\n\n");
}

/**
 * @param {string} text
 * @param {boolean} chinese
 */
function escapeLatex(text, chinese) {
  const escaped = text.replaceAll(/[\\{}$&#%_^~]/gu, (sign) => (sign === "\\" ? "\\textbackslash{}" : `\\${sign}`));
  if (chinese) {
    return escaped;
  }
  // Knuth's text fonts have neither arrows nor an underscore.
  return escaped
    .replaceAll("\u2191", "$\\uparrow$")
    .replaceAll("\u2193", "$\\downarrow$")
    .replaceAll("\\_", "{\\ttfamily\\char95}");
}
