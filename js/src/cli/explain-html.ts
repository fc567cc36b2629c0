/** A document with its figures marked, as one HTML file that asks nobody for anything: its text, and the pages of a PDF. */
import type { LabelLanguage } from "../index.js";
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

type MarkClass = "found" | "open" | "phrase" | "unassigned";

interface Words {
  legend: Record<MarkClass, string>;
  noProfile: string;
  issue: (number: string, year: string) => string;
  period: (start: string, end: string) => string;
  page: (number: number) => string;
}

const words: Record<LabelLanguage, Words> = {
  en: {
    legend: {
      found: "a field's value",
      open: "a field's value that is left open",
      phrase: "explained, no field's",
      unassigned: "no rule explains it",
    },
    noProfile: "no profile fits",
    issue: (number, year) => `issue ${number} of ${year}`,
    period: (start, end) => `${start} to ${end}`,
    page: (number) => `page ${number}`,
  },
  zh: {
    legend: {
      found: "字段的数值",
      open: "字段的数值，尚未确定",
      phrase: "已知用语，不属于字段",
      unassigned: "没有规则能解释",
    },
    noProfile: "没有适用的模板",
    issue: (number, year) => `${year} 年第 ${number} 期`,
    period: (start, end) => `${start} 至 ${end}`,
    page: (number) => `第 ${number} 页`,
  },
};

/**
 * `text` is what the evidence of `explanation` indexes. Diagnostics are as the record has them.
 * @param lang  of what stands around the text; left out: the report's, else English
 */
export function explanationAsHtml(
  name: string,
  text: string,
  { report, marks }: Explanation,
  pages: readonly ExplainedPage[],
  lang: LabelLanguage = report.source.language === "zh" ? "zh" : "en",
): string {
  const say = words[lang];
  const legend = Object.entries(say.legend)
    .map(([kind, meaning]) => `<mark class="${kind}">${meaning}</mark>`)
    .join(" ");
  const { issue, period, profile } = report;
  const facts = [
    profile?.id ?? say.noProfile,
    issue && say.issue(String(issue.number ?? "?"), String(issue.year ?? "?")),
    period && say.period(period.start, period.end),
  ].filter((fact) => fact);
  const notes = report.diagnostics.map(
    ({ severity, code, message }) => `<li>${escaped(`${severity}: ${message} (${code})`)}</li>`,
  );
  return `<!doctype html>
<html lang="${lang}">
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
${pages.map((page) => pageAsHtml(page, marks, say.page(page.number))).join("\n")}
<pre>${markedText(text, marks)}</pre>
</body>
</html>
`;
}

function pageAsHtml({ number, width, height, png }: ExplainedPage, marks: readonly Mark[], caption: string): string {
  const boxes = marks
    .filter(({ evidence }) => evidence.page === number)
    .flatMap((mark) => linesOf(mark.evidence).map((line) => [mark, line] as const))
    .map(([mark, [x0, y0, x1, y1]]) => {
      const place = `x="${x0 - 1}" y="${y0 - 1}" width="${x1 - x0 + 2}" height="${y1 - y0 + 2}"`;
      return `<rect class="${kindOf(mark)}" ${place}><title>${escaped(titleOf(mark))}</title></rect>`;
    });
  const image = `<img alt="${caption}" src="data:image/png;base64,${Buffer.from(png).toString("base64")}">`;
  const drawing = `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${boxes.join("")}</svg>`;
  return `<figure>${image}${drawing}</figure><p class="legend">${caption}</p>`;
}

/** A box for each line of the text. */
function linesOf({ box, boxes }: Evidence): NonNullable<Evidence["boxes"]> {
  return boxes ?? (box ? [box] : []);
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

function kindOf({ kind, status }: Mark): MarkClass {
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
