import type { Certdelta, LabelLanguage } from "../certdelta.js";
import type { Field, FoundField, Report } from "../types.js";
import { type Words, wordsOf } from "./words.js";

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentcolor 20%, transparent); padding: .3rem .6rem; text-align: start; vertical-align: top; }
td.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; }
td.quote { color: color-mix(in srgb, currentcolor 70%, transparent); }
@media print { body { margin: 0; } section { break-inside: avoid; } }
`;

/**
 * One page that needs nothing else: each report with its values, the changes that it states, where each value was read, and what
 * contradicts itself. Text of reports is only ever text in it. Remarks that are no warning stay as the core words them, in English.
 */
export function toHtml(certdelta: Certdelta, reports: readonly Report[], lang: LabelLanguage = "en"): string {
  const words = wordsOf[lang];
  const count = words.reports(reports.length);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.readBy(count)}</title>
<style>${style}</style>
</head>
<body>
<h1>${count}</h1>
${reports.map((report) => section(certdelta, report, lang)).join("\n")}
</body>
</html>
`;
}

function section(certdelta: Certdelta, report: Report, lang: LabelLanguage): string {
  const words = wordsOf[lang];
  const profile = certdelta.info.profiles.find(({ id }) => id === report.profile?.id);
  const fields = new Map(profile?.fields.map((field) => [field.name, field]));
  const { issue, period } = report;
  const days = period === null ? "" : words.period(period.start, period.end);
  const title = report.profile === null ? words.noProfile : (profile?.title[lang] ?? report.profile.id);
  const number = issue.number === null ? "" : words.issue(issue.number, issue.year);
  const language = report.source.language === null ? "" : ` lang="${escaped(report.source.language)}"`;
  const labelOf = (name: string) => fields.get(name)?.label[lang] ?? name;
  const all = Object.entries(report.fields);
  const absent = all.filter(([, field]) => field.status === "absent").map(([name]) => labelOf(name));
  return `<section>
<h2>${escaped(`${title}${number}${days}`)}</h2>
<p>${escaped(report.source.name)}</p>
<table>
<thead><tr>${words.columns.map((column) => `<th scope="col">${column}</th>`).join("")}</tr></thead>
<tbody>
${all
  .filter(([, field]) => field.status !== "absent")
  .map(([name, field]) => row(words, labelOf(name), field, language))
  .join("\n")}
</tbody>
</table>
${absent.length === 0 ? "" : `<p>${escaped(words.absent(absent.join(words.list)))}</p>`}
${list(words.findings, remarksOf(certdelta, report, lang))}
${list(
  words.unassigned,
  report.unassigned.map(({ text, evidence }) => words.onLine(text, evidence.line)),
)}
</section>`;
}

/** In another language than the core's own, warnings and errors are said as its check says them. */
function remarksOf(certdelta: Certdelta, report: Report, lang: LabelLanguage): string[] {
  if (lang === "en") return report.diagnostics.map(diagnosticText);
  const findings = certdelta.checkText(report, { lang }).split("\n").filter(Boolean);
  return [...findings, ...report.diagnostics.filter(({ severity }) => severity === "info").map(diagnosticText)];
}

/** `language` is that of what the report prints. */
function row(words: Words, label: string, field: Field, language: string): string {
  const evidence = field.status === "absent" ? undefined : field.evidence?.[0];
  const value = field.status === "found" ? valueText(words, field) : "";
  const isNumber = field.status === "found" && typeof field.value === "number";
  const change = field.status === "absent" ? undefined : field.change;
  const kind = isNumber ? ' class="number"' : language;
  return `<tr><th scope="row">${escaped(label)}</th><td${kind}>${escaped(value)}</td><td>${escaped(changeText(words, change))}</td><td>${words.status[field.status]}</td><td class="quote"${language}>${escaped(evidence?.quote ?? evidence?.text ?? "")}</td></tr>`;
}

function valueText(words: Words, { value, qualifier }: FoundField): string {
  if (Array.isArray(value)) return value.join(words.list);
  const text = typeof value === "number" ? value.toLocaleString("en") : value;
  return qualifier ? words.qualified[qualifier](text) : text;
}

function changeText(words: Words, change: { kind: string; value?: number; direction: string } | undefined): string {
  if (change === undefined) return "";
  const unit = { percent: "%", points: words.points }[change.kind] ?? "";
  const direction = words.directions[change.direction] ?? change.direction;
  return change.value === undefined ? direction : `${direction} ${change.value}${unit}`;
}

function diagnosticText({ severity, code, field, message }: Report["diagnostics"][number]): string {
  return `${severity}: ${field === null ? "" : `${field}: `}${message} (${code})`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<h3>${title}</h3>\n<ul>\n${items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}
