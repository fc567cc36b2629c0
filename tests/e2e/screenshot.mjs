// Makes docs/screenshot.png: the page with two reports compared. Usage: node tests/e2e/screenshot.mjs [FILE FILE]
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { palettePng } from "./palette-png.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const given = process.argv.slice(2);
const files = given.length > 0 ? given : ["fixtures/issue-20-2024.md", "fixtures/issue-21-2024.md"].map(path);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1.5,
  locale: "en",
});
const page = await context.newPage();
await page.goto(pathToFileURL(path("../../dist/certdelta.html")).href);
await page.setInputFiles("input[type=file]", files);
await page.waitForSelector("#save-records:enabled");
await page.getByRole("tab", { name: "Comparison" }).click();
await page.locator('tr[data-field="incidents.handled.total"] button').last().click();
await mkdir(path("../../docs"), { recursive: true });
const png = (await page.screenshot()).toString("base64");
// The browser knows how to take a PNG apart; a blank page of its own may, the page's policy aside.
const picture = await (await browser.newPage()).evaluate(async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let text = "";
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
  return { width, height, pixels: btoa(text) };
}, png);
const pixels = Buffer.from(picture.pixels, "base64");
await writeFile(path("../../docs/screenshot.png"), palettePng(pixels, picture.width, picture.height));
await browser.close();
