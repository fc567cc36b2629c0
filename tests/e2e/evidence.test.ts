/** From a value to the sentence that it comes from. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  choose,
  chooseAndOpen,
  fieldRow,
  file,
  newer,
  older,
  openReport,
  pageForEach,
  reportRows,
  sentenceInView,
} from "./page.ts";

let page: Page;

pageForEach((opened) => {
  page = opened;
});

it("scrolls the source text to the highlighted sentence of each value", async () => {
  await chooseAndOpen(page, newer);
  for (const [field, figure, sentence] of [
    ["contact.tel", "010-82990315", "Tel"],
    ["websites.defaced.gov", "25", "government"],
    ["incidents.handled.cross_border", "75", "cross-border"],
  ] as const) {
    await fieldRow(page, field).locator("button").click();
    await expect.poll(() => sentenceInView(page)).toContain(sentence);
    await expect.poll(() => page.locator(".source mark .current").textContent()).toBe(figure);
  }
});

it("marks the right place behind characters of two UTF-16 units, a byte order mark and Chinese text", async () => {
  const shifted = `\u{feff}\u{1f4c8} 网络安全\n\n${readFileSync(newer, "utf8")}`;
  await choose(page, file("shifted.md", shifted));
  await openReport(page, "shifted.md");
  await fieldRow(page, "incidents.handled.total").locator("button").click();
  await expect.poll(() => page.locator(".source mark .current").textContent()).toBe("300");
});

it("shows figures that no rule explains, and where they stand", async () => {
  await chooseAndOpen(page, newer);
  const stepper = page.locator(".source-head > .stepper");
  expect(await stepper.innerText()).toMatch(/\d\d figures/);
  await page.locator(".findings button", { hasText: "512" }).click();
  await expect.poll(() => stepper.innerText()).toMatch(/figure \d+ of \d\d/);
  await expect.poll(() => sentenceInView(page)).toBe("512");
  await expect.poll(() => page.locator(".status").textContent()).toMatch(/line 11.*512/);
});

it("shows notes on the document, and the place that a note is about", async () => {
  await chooseAndOpen(page, newer);
  const note = page.locator(".diagnostics li", { hasText: "check.change" });
  expect((await note.innerText()).split("Backdoored government websites")).toHaveLength(2);
  await note.locator("button").click();
  await expect.poll(() => sentenceInView(page)).toContain("30");
});

it("changes to the report that a row stands for", async () => {
  await chooseAndOpen(page, older, newer);
  await openReport(page, "issue-21-2024.md");
  await expect.poll(() => page.locator(".source h2").textContent()).toContain("issue-21-2024.md");
  expect(await fieldRow(page, "incidents.handled.total").textContent()).toContain("300");
});

it("treats a document's text as text", async () => {
  const hostile = `<img src=x onerror="document.title='broken'">\n\n${readFileSync(newer, "utf8")}`;
  await choose(page, file("<b>bold</b>.md", hostile));
  expect(await reportRows(page).textContent()).toContain("<b>bold</b>.md");
  await openReport(page, "<b>bold</b>.md");
  expect(await page.locator(".source pre").textContent()).toContain("<img src=x");
  expect(await page.locator(".source img").count()).toBe(0);
  expect(await page.title()).toBe("Report · certdelta");
});
