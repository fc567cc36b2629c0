import { readFileSync } from "node:fs";
import { read } from "certdelta";
import { readZip } from "certdelta/zip";

const archive = readFileSync(new URL("reports/2024.zip", import.meta.url));
for (const { name, bytes, error } of readZip(archive, { name: "2024.zip", maxTotalBytes: 1_000_000 })) {
  if (error) console.error(name, error.code);
  else for (const { report } of await read(bytes, name)) console.log(name, report.issue.number);
}
// 2024.zip/issue-20-2024.md 20
// 2024.zip/issue-21-2024.md 21
