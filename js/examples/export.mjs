import { readFileSync } from "node:fs";
import { load } from "certdelta";
import { exportReports } from "certdelta/export";

const certdelta = await load();
const document = readFileSync(new URL("reports/issue-20-2024.md", import.meta.url));
const report = certdelta.parse(document, "issue-20-2024.md");
const { bytes, diagnostics } = await exportReports(certdelta, [report], "xlsx");
console.log(bytes.length > 1000, diagnostics.length); // true 0
