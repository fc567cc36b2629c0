/** A document with its figures marked, as one HTML file that asks nobody for anything: its text, and the pages of a PDF. */
import type { Evidence, Explanation, Mark } from "../types.js";

/** A page of a PDF as it looks. */
export interface ExplainedPage {
  /** From 1. */
  number: number;
  /** In points. */
  width: number;
  height: number;
  png: Uint8Array;
}

const style = `
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; font: 15px/1.6 system-ui, sans-serif; color: #1c2320; }
h1 { font-size: 1.2rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.7 ui-monospace, monospace; }
mark { color: inherit; border-radius: 2px; padding: 0 1px; }
figure { margin: 1rem 0; position: relative; }
figure img { display: block; width: 100%; border: 1px solid #c9d1cd; box-sizing: border-box; }
figure svg { position: absolute; inset: 0; width: 100%; height: 100%; }
figcaption, .legend { color: #5a6660; font-size: 0.85rem; }
rect { fill-opacity: 0.15; stroke-width: 1; }
.found { background: #bfe8d4; fill: #12805c; stroke: #12805c; }
.open { background: #ffdfa3; fill: #b86e00; stroke: #b86e00; }
.phrase { background: #dde3f5; fill: #4a62b3; stroke: #4a62b3; }
.unassigned { background: #ffc9c2; fill: #c92a1c; stroke: #c92a1c; }
`;

const kinds = [
  ["found", "a field's value"],
  ["open", "a field's value that is left open"],
  ["phrase", "explained, no field's"],
  ["unassigned", "no rule explains it"],
] as const;

/** `text` is what the evidence of `explanation` indexes. */
export function explanationAsHtml(
  name: string,
  text: string,
  { report, marks }: Explanation,
  pages: readonly ExplainedPage[],
): string {
  const legend = kinds.map(([kind, meaning]) => `<mark class="${kind}">${meaning}</mark>`).join(" ");
  const { issue, period, profile } = report;
  const facts = [
    profile?.id ?? "no profile fits",
    issue && `issue ${issue.number ?? "?"} of ${issue.year ?? "?"}`,
    period && `${period.start} to ${period.end}`,
  ].filter((fact) => fact);
  const notes = report.diagnostics.map(
    ({ severity, code, message }) => `<li>${escaped(`${severity}: ${message} (${code})`)}</li>`,
  );
  return `<!doctype html>
<html lang="${report.source.language === "zh" ? "zh" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(name)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(name)}</h1>
<p>${escaped(facts.join(" · "))}</p>
<p class="legend">${legend}</p>
${notes.length > 0 ? `<ul>${notes.join("")}</ul>` : ""}
${pages.map((page) => pageAsHtml(page, marks)).join("\n")}
<pre>${markedText(text, marks)}</pre>
</body>
</html>
`;
}

function pageAsHtml({ number, width, height, png }: ExplainedPage, marks: readonly Mark[]): string {
  const boxes = marks
    .filter(({ evidence }) => evidence.page === number && evidence.box !== undefined)
    .map((mark) => {
      const [x0, y0, x1, y1] = mark.evidence.box as NonNullable<Evidence["box"]>;
      const place = `x="${x0 - 1}" y="${y0 - 1}" width="${x1 - x0 + 2}" height="${y1 - y0 + 2}"`;
      return `<rect class="${kindOf(mark)}" ${place}><title>${escaped(titleOf(mark))}</title></rect>`;
    });
  const image = `<img alt="page ${number}" src="data:image/png;base64,${Buffer.from(png).toString("base64")}">`;
  const drawing = `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${boxes.join("")}</svg>`;
  return `<figure>${image}${drawing}</figure><p class="legend">page ${number}</p>`;
}

/** Where marks overlap, the first one is shown. */
function markedText(text: string, marks: readonly Mark[]): string {
  const ordered = [...marks].sort((a, b) => a.evidence.utf16[0] - b.evidence.utf16[0]);
  let html = "";
  let at = 0;
  for (const mark of ordered) {
    const [begin, end] = mark.evidence.utf16;
    if (begin < at) continue;
    const figure = escaped(text.slice(begin, end));
    html += `${escaped(text.slice(at, begin))}<mark class="${kindOf(mark)}" title="${escaped(titleOf(mark))}">${figure}</mark>`;
    at = end;
  }
  return html + escaped(text.slice(at));
}

function kindOf({ kind, status }: Mark): (typeof kinds)[number][0] {
  if (kind !== "field") return kind;
  return status === "found" ? "found" : "open";
}

function titleOf({ kind, name, status, evidence }: Mark): string {
  const what = name === null ? kind : status === null || status === "found" ? name : `${name} (${status})`;
  return evidence.rule === undefined ? what : `${what}, by ${evidence.rule}`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
