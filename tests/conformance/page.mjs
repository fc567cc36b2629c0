// Reads documents with the page as its user does: files into the chooser, records out of the download.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const PATIENCE = 60_000;

/**
 * The records that the page at `page` saves for `documents`, one NDJSON line each, in the page's order.
 * @param {string} page       path of the single HTML file
 * @param {string[]} documents  paths
 */
export async function recordsOfPage(page, documents) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ offline: true, acceptDownloads: true });
    const tab = await context.newPage();
    tab.setDefaultTimeout(PATIENCE);
    await tab.goto(pathToFileURL(page).href);
    await tab.setInputFiles("input[type=file]", documents);
    // The page offers the records only once every document has been read.
    await tab.waitForSelector("#save-records:enabled");
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.click("#save-records")]);
    return readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\n");
  } finally {
    await browser.close();
  }
}
