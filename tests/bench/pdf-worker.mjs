// One worker of the pools that bench-pdf.mjs compares. What it extracts is the same for both: all text with font and place,
// and what the pages draw.
import { parentPort, workerData } from "node:worker_threads";

const PDF_JS = new URL(import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs"));
const extract = workerData === "pdf.js" ? await withPdfJs() : await withCertdelta();

parentPort?.on("message", async (/** @type {Uint8Array} */ document) => {
  parentPort?.postMessage(await extract(document));
});
parentPort?.postMessage(0);

/** @returns {Promise<(document: Uint8Array) => Promise<number>>} characters */
async function withCertdelta() {
  const { loadPdf } = await import("certdelta/pdf");
  const pdf = await loadPdf();
  return async (document) => {
    const { pages } = pdf.pages(document).pages;
    return pages.reduce((sum, { runs }) => sum + runs.reduce((all, { text }) => all + text.length, 0), 0);
  };
}

/** @returns {Promise<(document: Uint8Array) => Promise<number>>} */
async function withPdfJs() {
  const { getDocument } = await import(PDF_JS.href);
  const folder = (/** @type {string} */ name) => new URL(`../../${name}/`, PDF_JS).pathname;
  return async (document) => {
    const task = getDocument({
      data: document,
      verbosity: 0,
      cMapUrl: folder("cmaps"),
      cMapPacked: true,
      standardFontDataUrl: folder("standard_fonts"),
      useSystemFonts: false,
    });
    const opened = await task.promise;
    let characters = 0;
    for (let number = 1; number <= opened.numPages; number += 1) {
      const page = await opened.getPage(number);
      const [{ items }] = [await page.getTextContent(), await page.getOperatorList()];
      for (const item of items) {
        characters += "str" in item ? item.str.length : 0;
      }
    }
    await task.destroy();
    return characters;
  };
}
