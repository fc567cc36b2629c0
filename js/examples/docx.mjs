import { readFileSync } from "node:fs";
import { load } from "certdelta";
import { readDocx } from "certdelta/docx";

const bytes = readFileSync(new URL("reports/issue.docx", import.meta.url));
const { text, omitted } = readDocx(bytes, { name: "issue.docx" });
const certdelta = await load();
const report = certdelta.parse(text, { name: "issue.docx", input: "text" });
console.log(report.profile.id, omitted.length); // cncert-weekly.en 0
