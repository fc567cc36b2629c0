import { readFileSync } from "node:fs";
import { load } from "certdelta";
import { loadPdf } from "certdelta/pdf";

const bytes = readFileSync(new URL("reports/issue.pdf", import.meta.url));
const pdf = await loadPdf();
const { pages } = pdf.pages(bytes, { name: "issue.pdf" }); // certdelta.pages/1: runs of text with their boxes
const certdelta = await load();
const report = certdelta.parse(JSON.stringify(pages), { name: "issue.pdf", input: "pages" });
const [place] = report.fields["incidents.handled.total"].evidence;
console.log(place.page, place.box.length); // 2 4
const { width, height, data } = pdf.render(bytes, { page: 1, scale: 2 }); // RGBA
console.log(data.length === 4 * width * height); // true
