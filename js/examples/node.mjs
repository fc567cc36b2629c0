import { readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { load } from "certdelta";
import { parseDuplex } from "certdelta/node";

const names = ["issue-20-2024.md", "issue-21-2024.md"];
const documents = names.map((name) => ({
  name,
  document: readFileSync(new URL(`reports/${name}`, import.meta.url)),
}));
await pipeline(documents, parseDuplex(await load(), { concurrency: 2 }), async (results) => {
  for await (const { name, report } of results) console.log(name, report.issue.number);
});
// issue-20-2024.md 20
// issue-21-2024.md 21
