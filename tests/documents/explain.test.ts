/** `explain --format html`: one file, that shows a document and asks nobody for anything. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch } from "../e2e/page.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const explain = (name: string, input?: string) =>
  execFileSync(process.execPath, [path("../../js/bin/certdelta.js"), "explain", "--format", "html", name], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    ...(input !== undefined && { input }),
  });

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("shows the pages of a PDF with a box over each figure that has one", async () => {
  const html = explain(path("fixtures/pdflatex-en-6in2-above.pdf"));
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  await page.setContent(html);
  expect(
    await page
      .locator("figure img")
      .evaluateAll((all) => all.every((image) => (image as HTMLImageElement).naturalWidth > 500)),
  ).toBe(true);
  const box = page.locator("rect.found", { hasText: "websites.defaced.total" }).first();
  const place = await box.evaluate((rect) =>
    ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name))),
  );
  // In points: in the right column of the panel, as high as a line.
  expect(place[0]).toBeGreaterThan(300);
  expect(place[3]).toBeLessThan(20);
  expect(await page.locator("mark.found", { hasText: "6 189" }).count()).toBeGreaterThan(0);
  expect(problems).toEqual([]);
  await page.close();
});

it("shows a document's text as text, whatever it holds", async () => {
  const html = explain(
    "-",
    "Weekly Report of CNCERT\n\nIssue 43 2023 Oct.16 -Oct.22\n\n<img src=x onerror=alert(1)> 512 & more\n",
  );
  expect(html).not.toContain("<img");
  const page = await browser.newPage();
  await page.setContent(html);
  expect(await page.locator("pre").textContent()).toContain("<img src=x onerror=alert(1)> 512 & more");
  expect(await page.locator("mark.unassigned", { hasText: "512" }).count()).toBe(1);
  await page.close();
});
