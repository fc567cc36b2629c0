import { readFileSync } from "node:fs";
import { load } from "certdelta";

const sample = (name) => readFileSync(new URL(`reports/${name}`, import.meta.url), "utf8");
const [olderText, newerText] = [sample("issue-20-2024.md"), sample("issue-21-2024.md")];
const certdelta = await load();

const report = certdelta.parse(newerText, "issue-21-2024.md"); // a string, or UTF-8 bytes, and its name
const handled = report.fields["incidents.handled.total"];
const [place] = handled.evidence;
console.log(handled.status, handled.value, handled.unit); // found 300 incidents
console.log(place.line, place.rule); // 15 incident-handling.handled
console.log(newerText.slice(...place.utf16)); // 300

const comparison = certdelta.compare(olderText, newerText, { before: "a.md", after: "b.md" });
const { kind, before, after, delta } = comparison.fields["incidents.handled.total"];
console.log(kind, before, after, delta); // changed 240 300 60

const series = certdelta.series([report, { name: "a.md", document: olderText }], { by: "month" });
console.log(series.fields["incidents.handled.total"].summary.median); // 270
console.log(certdelta.rows([report]).length > 20); // true
