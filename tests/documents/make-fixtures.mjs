#!/usr/bin/env node
// Writes the fixtures that the tests cannot make themselves: reports as LibreOffice and LaTeX write them. Needs Debian's
// libreoffice-writer, texlive-latex-recommended, texlive-xetex and fonts-noto-cjk. Each fixture has its truth beside it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toHtml } from "./html.mjs";
import { toLatex } from "./latex.mjs";
import { layOut } from "./layout.mjs";

const FIXTURES = fileURLToPath(new URL("fixtures/", import.meta.url));
const PASSWORD = "open sesame";

/** @type {{ engine: "libreoffice" | "pdflatex" | "xelatex", edition: "en" | "zh", seed: number, layout: import("./layout.mjs").PanelLayout }[]} */
const WANTED = [
  { engine: "libreoffice", edition: "en", seed: 301, layout: { boxes: 6, columns: 3, figure: "below" } },
  { engine: "libreoffice", edition: "en", seed: 302, layout: { boxes: 4, columns: 2, figure: "right" } },
  { engine: "libreoffice", edition: "zh", seed: 303, layout: { boxes: 6, columns: 3, figure: "above" } },
  { engine: "libreoffice", edition: "zh", seed: 304, layout: { boxes: 5, columns: 1, figure: "left" } },
  { engine: "pdflatex", edition: "en", seed: 305, layout: { boxes: 6, columns: 2, figure: "above" } },
  { engine: "pdflatex", edition: "en", seed: 306, layout: { boxes: 3, columns: 3, figure: "below" } },
  { engine: "xelatex", edition: "zh", seed: 307, layout: { boxes: 6, columns: 2, figure: "right" } },
  { engine: "xelatex", edition: "zh", seed: 308, layout: { boxes: 2, columns: 2, figure: "below" } },
  { engine: "libreoffice", edition: "en", seed: 309, layout: { boxes: 8, columns: 2, figure: "above" } },
  { engine: "libreoffice", edition: "zh", seed: 310, layout: { boxes: 7, columns: 1, figure: "right" } },
  { engine: "pdflatex", edition: "en", seed: 311, layout: { boxes: 7, columns: 2, figure: "left" } },
  { engine: "xelatex", edition: "zh", seed: 312, layout: { boxes: 8, columns: 4, figure: "below" } },
];

const folder = mkdtempSync(join(tmpdir(), "certdelta-fixtures-"));
mkdirSync(FIXTURES, { recursive: true });
try {
  for (const { engine, edition, seed, layout } of WANTED) {
    const report = layOut(edition, seed, layout);
    const { boxes, columns, figure } = report.layout;
    const name = `${engine}-${edition}-${boxes}in${columns}-${figure}`;
    if (engine === "libreoffice") {
      writeFileSync(join(folder, `${name}.html`), toHtml(report, { panel: "table" }));
      office(`${name}.html`, "docx:MS Word 2007 XML", ["--infilter=HTML (StarWriter)"]);
      office(`${name}.docx`, "pdf:writer_pdf_Export");
      copyFileSync(join(folder, `${name}.docx`), join(FIXTURES, `${name}.docx`));
    } else {
      writeFileSync(join(folder, `${name}.tex`), toLatex(report));
      run(engine, ["-interaction=batchmode", "-halt-on-error", `${name}.tex`]);
    }
    copyFileSync(join(folder, `${name}.pdf`), join(FIXTURES, `${name}.pdf`));
    const { truth } = report;
    writeFileSync(
      join(FIXTURES, `${name}.json`),
      `${JSON.stringify({ layout: report.layout, boxes: report.boxes, truth }, null, 1)}\n`,
    );
  }
  const lock = (/** @type {unknown} */ value, /** @type {string} */ type) => ({ type, value: String(value) });
  const options = { EncryptFile: lock(true, "boolean"), DocumentOpenPassword: lock(PASSWORD, "string") };
  writeFileSync(join(folder, "encrypted.txt"), "Weekly Report of CNCERT\n");
  office("encrypted.txt", `pdf:writer_pdf_Export:${JSON.stringify(options)}`);
  copyFileSync(join(folder, "encrypted.pdf"), join(FIXTURES, "encrypted.pdf"));
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {string} file
 * @param {string} target
 * @param {string[]} [more]
 */
function office(file, target, more = []) {
  run("soffice", ["--headless", ...more, "--convert-to", target, file]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  execFileSync(program, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, SOURCE_DATE_EPOCH: "0" },
  });
}
