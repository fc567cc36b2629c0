// Makes docs/screenshot.png: the page with two reports compared. Usage: node tests/e2e/screenshot.mjs [FILE FILE]
import { mkdir } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const given = process.argv.slice(2);
const files = given.length > 0 ? given : ["fixtures/issue-20-2024.md", "fixtures/issue-21-2024.md"].map(path);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 2,
  locale: "en",
});
const page = await context.newPage();
await page.goto(pathToFileURL(path("../../dist/certdelta.html")).href);
await page.setInputFiles("input[type=file]", files);
await page.waitForSelector("#save-records:enabled");
await page.getByRole("tab", { name: "Comparison" }).click();
await page.locator('tr[data-field="incidents.handled.total"] button').last().click();
await mkdir(path("../../docs"), { recursive: true });
await page.screenshot({ path: path("../../docs/screenshot.png") });
await browser.close();
