import { readdirSync, readFileSync } from "node:fs";
import { load } from "certdelta";

const certdelta = await load();

function* documents(folder) {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".md")) yield { name, document: readFileSync(new URL(name, folder)) };
  }
}

const handled = {};
const folder = new URL("reports/", import.meta.url);
for await (const { name, report, error } of certdelta.parseStream(documents(folder), { concurrency: 2 })) {
  if (error) console.error(name, error.code);
  else handled[name] = report.fields["incidents.handled.total"].value;
}
console.log(handled); // { 'issue-20-2024.md': 240, 'issue-21-2024.md': 300 }
