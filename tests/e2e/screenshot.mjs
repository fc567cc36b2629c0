// Makes the pictures in docs/, of the page with its sample reports. Usage: node tests/e2e/screenshot.mjs
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { palettePng } from "./palette-png.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Each from the library on, with what leads there. */
const pictures = [
  { name: "screenshot", reach: () => {} },
  {
    name: "report",
    reach: async (page) => {
      await page.locator(".reports tr.report a.link").nth(1).click();
      await page.locator('tr[data-field="incidents.handled.total"] button').click();
      await page.locator(".source mark").waitFor();
    },
  },
  {
    name: "trends",
    colorScheme: "dark",
    reach: async (page) => {
      await page.keyboard.press("4");
      await page.selectOption("#trend-field", "websites.defaced.gov");
      await page.locator(".trend .chart .line").waitFor();
    },
  },
  {
    name: "teach",
    reach: async (page) => {
      await page.keyboard.press("5");
      await page.locator(".figures-list button").click();
      await page.locator(".verdicts .good").first().waitFor();
      await page.waitForSelector("#save-profile:enabled");
    },
  },
];

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
await mkdir(path("../../docs"), { recursive: true });
for (const { name, colorScheme = "light", reach } of pictures) {
  const viewport = { width: 1280, height: 760 };
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, locale: "en", colorScheme });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path("../../dist/certdelta.html")).href);
  await page.click("#samples");
  await page.waitForSelector("#save-records:enabled");
  await page.locator(".reports tr.gap").waitFor();
  await reach(page);
  await page.mouse.move(0, 0);
  const { pixels, width, height } = await takenApart((await page.screenshot()).toString("base64"));
  await writeFile(path(`../../docs/${name}.png`), palettePng(pixels, width, height));
  await context.close();
}
await browser.close();

/** The browser knows how to take a PNG apart; a blank page of its own may, the page's policy aside. */
async function takenApart(png) {
  const page = await browser.newPage();
  const picture = await page.evaluate(async (base64) => {
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
  await page.close();
  return { ...picture, pixels: Buffer.from(picture.pixels, "base64") };
}
