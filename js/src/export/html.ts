import type { Certdelta } from "../certdelta.js";
import type { Field, FieldInfo, Report } from "../types.js";

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
 * contradicts itself. Text of reports is only ever text in it.
 */
export function toHtml(certdelta: Certdelta, reports: readonly Report[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${reports.length} ${reports.length === 1 ? "report" : "reports"} read by certdelta</title>
<style>${style}</style>
</head>
<body>
<h1>${reports.length} ${reports.length === 1 ? "report" : "reports"}</h1>
${reports.map((report) => section(certdelta, report)).join("\n")}
</body>
</html>
`;
}

function section(certdelta: Certdelta, report: Report): string {
  const profile = certdelta.info.profiles.find(({ id }) => id === report.profile?.id);
  const fields = new Map(profile?.fields.map((field) => [field.name, field]));
  const { issue, period } = report;
  const days = period === null ? "" : `, ${period.start} to ${period.end}`;
  const title = report.profile === null ? "No profile fits" : `${profile?.title.en ?? report.profile.id}`;
  const number = issue.number === null ? "" : ` ${issue.number}${issue.year === null ? "" : `/${issue.year}`}`;
  const language = report.source.language === null ? "" : ` lang="${escaped(report.source.language)}"`;
  return `<section>
<h2>${escaped(`${title}${number}${days}`)}</h2>
<p>${escaped(report.source.name)}</p>
<table>
<thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Change</th><th scope="col">Status</th><th scope="col">Read from</th></tr></thead>
<tbody${language}>
${Object.entries(report.fields)
  .map(([name, field]) => row(fields.get(name), name, field))
  .join("\n")}
</tbody>
</table>
${list("Contradictions and remarks", report.diagnostics.map(diagnosticText))}
${list(
  "Figures that no rule explains",
  report.unassigned.map(({ text, evidence }) => `${text} (line ${evidence.line})`),
)}
</section>`;
}

function row(info: FieldInfo | undefined, name: string, field: Field): string {
  const evidence = field.status === "absent" ? undefined : field.evidence?.[0];
  const value = field.status === "found" ? valueText(field.value) : "";
  const isNumber = field.status === "found" && typeof field.value === "number";
  const change = field.status === "absent" ? undefined : field.change;
  return `<tr><th scope="row">${escaped(info?.label.en ?? name)}</th><td${isNumber ? ' class="number"' : ""}>${escaped(value)}</td><td>${escaped(changeText(change))}</td><td>${field.status}</td><td class="quote">${escaped(evidence?.quote ?? evidence?.text ?? "")}</td></tr>`;
}

function valueText(value: number | string | string[]): string {
  if (typeof value === "number") return value.toLocaleString("en");
  return Array.isArray(value) ? value.join("; ") : value;
}

function changeText(change: { kind: string; value?: number; direction: string } | undefined): string {
  if (change === undefined) return "";
  const unit = { percent: "%", points: " points" }[change.kind] ?? "";
  return change.value === undefined ? change.direction : `${change.direction} ${change.value}${unit}`;
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
