import { readFileSync } from "node:fs";
import { read } from "certdelta";

for (const file of ["issue.pdf", "issue.docx", "2024.zip"]) {
  const bytes = readFileSync(new URL(`reports/${file}`, import.meta.url));
  for (const { name, format, report, error } of await read(bytes, file, { password: "if it asks for one" })) {
    if (error) console.error(name, error.code, error.message);
    else console.log(name, format, report.profile?.id);
  }
}
// issue.pdf pdf cncert-weekly.en
// issue.docx docx cncert-weekly.en
// 2024.zip/issue-20-2024.md text cncert-weekly.en
// 2024.zip/issue-21-2024.md text cncert-weekly.en
