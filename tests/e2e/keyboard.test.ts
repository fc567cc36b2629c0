/** Every flow without a mouse. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  allRead,
  chooseByKey,
  failedRows,
  fieldRow,
  file,
  fixture,
  newer,
  older,
  pageForEach,
  reportRows,
  sentenceInView,
  setFiles,
} from "./page.ts";

let page: Page;

pageForEach(async (opened) => {
  page = opened;
  await chooseByKey(page, older, newer);
  await expect.poll(() => reportRows(page).count()).toBe(2);
});

const focused = (selector: string) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

async function tabTo(selector: string, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await focused(selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the focus never came to ${selector}`);
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

it("shows its shortcuts, gives the focus back, and can do without those of one key", async () => {
  await tabTo(".reports a.link");
  await press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await press("Escape");
  expect(await focused(".reports a.link")).toBe(true);
  await press("?");
  await tabTo("dialog input[type=checkbox]");
  await press("Space", "Escape", "3");
  expect(new URL(page.url()).hash).not.toMatch(/compare/);
});

it("hears the next key while a dialog is closing, and leaves open what it opens", async () => {
  await press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  // All of it before the browser tells of the closing.
  await page.evaluate(() => {
    document.querySelector("dialog")?.requestClose();
    for (const key of ["1", "e"]) document.dispatchEvent(new KeyboardEvent("keydown", { key }));
  });
  await page.getByRole("dialog", { name: "Export" }).waitFor();
  await page.evaluate(() => new Promise((told) => setTimeout(told, 100)));
  expect(await page.getByRole("dialog").count()).toBe(1);
  await press("Escape", "4");
  expect(new URL(page.url()).hash).toMatch(/trends/);
});

it("leaves a list with Escape, and goes on with its shortcuts", async () => {
  await press("4");
  await page.locator("#trend-field").waitFor();
  const field = await page.locator("#trend-field").inputValue();
  await press("/");
  expect(await focused("#trend-field")).toBe(true);
  await press("Escape");
  expect(await focused("main")).toBe(true);
  await press("1");
  await page.locator(".reports").waitFor();
  await press("4");
  expect(await page.locator("#trend-field").inputValue()).toBe(field);
});

it("goes on in the view that a key opened, not at the beginning of the page", async () => {
  await tabTo(".reports a.link");
  for (const [key, first] of [
    ["2", "main .toolbar button, main .toolbar select"],
    ["3", "main .toolbar select"],
    ["4", "main .toolbar select"],
    ["5", "main .toolbar select"],
    ["1", "main .toolbar button"],
  ] as const) {
    await page.locator("main a, main .figures-list button").first().focus(); // a key that is pressed in a choice chooses
    await press(key);
    await page.locator(first).first().waitFor();
    await expect.poll(() => focused("main")).toBe(true);
    await press("Tab");
    expect(await focused(first), key).toBe(true);
  }
});

it("changes views, deletes and undoes", async () => {
  await press("4");
  await page.locator(".trend").waitFor();
  await press("1");
  await tabTo(".reports .delete");
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(1);
  await press("u");
  await expect.poll(() => reportRows(page).count()).toBe(2);
});

it("deletes one after the other, what is selected and all, and goes on where it was", async () => {
  await tabTo(".reports .delete");
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(1);
  await tabTo(".reports .delete");
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(0);
  await press("u", "u");
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await tabTo(".reports thead input[type=checkbox]");
  await press("Space");
  await tabTo(".toolbar .danger", "Shift+Tab");
  await press("Enter");
  await page.getByText("2 reports deleted").waitFor();
  await tabTo(".notice-bar button");
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await tabTo(".library-foot .danger");
  await press("Enter");
  await page.getByText("2 reports deleted").waitFor();
  expect(await reportRows(page).count()).toBe(0);
});

it("takes a folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  copyFileSync(newer, join(folder, "again.md"));
  await tabTo("main .toolbar button");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Enter")]);
  await chooser.setFiles(folder);
  await allRead(page);
  expect(await reportRows(page).count()).toBe(3);
  rmSync(folder, { recursive: true });
});

it("gives the password of a document, and tries again", async () => {
  await chooseByKey(page, fixture("encrypted.pdf"));
  await failedRows(page).waitFor();
  await tabTo(".queue input[type=password]");
  await page.keyboard.type("wrong");
  await press("Enter");
  await expect.poll(() => page.locator(".queue input[type=password]").inputValue()).toBe("");
  await tabTo(".queue input[type=password]");
  await page.keyboard.type("open sesame");
  await press("Tab", "Space");
  await expect.poll(() => reportRows(page).count()).toBe(3);
  expect(await failedRows(page).count()).toBe(0);
});

it("selects, exports what is selected, and chooses columns", async () => {
  await tabTo(".reports tbody input[type=checkbox]");
  await press("Space", "e");
  await tabTo('dialog [data-format="csv"]');
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("certdelta-reports.csv");
  await tabTo("#columns", "Shift+Tab");
  await press("Enter");
  await tabTo("dialog .choices input");
  const before = await page.locator(".reports thead th").count();
  await press("Space", "Escape");
  await expect.poll(() => page.locator(".reports thead th").count()).not.toBe(before);
});

it("walks through the figures of a report, both ways, and from report to report", async () => {
  await tabTo(".reports a.link");
  await press("Enter");
  await fieldRow(page, "incidents.handled.total").waitFor();
  const at = () => page.locator(".source-head .stepper").first().innerText();
  await press("j", "j");
  await expect.poll(at).toMatch(/figure 2 of/);
  const second = await page.locator(".source .current").textContent();
  await press("j", "j", "k", "k");
  await expect.poll(at).toMatch(/figure 2 of/);
  expect(await page.locator(".source .current").textContent()).toBe(second);
  expect(await page.locator("#results [aria-pressed=true]").count()).toBeGreaterThan(0);
  await press("[");
  await page.locator(".source h2", { hasText: "issue-20-2024.md" }).waitFor();
  await press("]");
  await page.locator(".source h2", { hasText: "issue-21-2024.md" }).waitFor();
  await press("c");
  await page.getByText("Consecutive weeks").waitFor();
  await press("2"); // the report that was looked at, which the address does not name
  await page.locator(".source h2", { hasText: "issue-21-2024.md" }).waitFor();
  await press("c");
  await page.getByText("Consecutive weeks").waitFor();
});

it("filters a comparison and leads to the sentence of a value", async () => {
  await press("3");
  await fieldRow(page, "incidents.handled.total").waitFor();
  await tabTo(".filters input");
  await press("ArrowRight");
  await expect
    .poll(() => page.locator(".filters :checked").evaluate((input) => input.parentElement?.className))
    .toBe("chip rose");
  await tabTo("tr[data-field='incidents.handled.total'] td:nth-of-type(2) button");
  await press("Enter");
  await expect.poll(() => sentenceInView(page)).toContain("300");
});

it("chooses a field and a period of the trends", async () => {
  await press("4");
  await page.locator(".trend").waitFor();
  await press("/");
  expect(await focused("#trend-field")).toBe(true);
  await press("End");
  const field = await page.locator("#trend-field").inputValue();
  await page.locator(`.trend[data-field="${field}"]`).waitFor();
  await tabTo(".toolbar .segments input");
  await press("ArrowRight");
  await expect.poll(() => page.locator(".trend .chart .bar-of").count()).toBeGreaterThan(0);
});

it("teaches a figure", async () => {
  await press("5");
  await tabTo(".figures-list button");
  await press("Enter");
  await tabTo("#lesson-name");
  await press("Control+a");
  await page.keyboard.type("room.open");
  await expect.poll(() => page.locator("#lesson-template").inputValue()).toContain("{room.open}");
  await page.waitForSelector("#save-profile:enabled");
  await tabTo("#save-profile");
  await press("Enter");
  await fieldRow(page, "room.open").waitFor();
});

it("keeps the focus at the same button of the row that follows one deleted, and at the way back behind the last", async () => {
  const rows = () => page.locator(".reports tr.report td.name").allInnerTexts();
  await tabTo(".reports .delete");
  await press("Enter");
  await expect.poll(rows).toEqual(["issue-20-2024.md"]);
  await expect.poll(() => focused('[data-id] .delete[aria-label*="issue-20"]')).toBe(true);
  await press("Enter");
  await expect.poll(() => focused(".undo")).toBe(true);
  await press("Enter");
  await expect.poll(rows).toEqual(["issue-20-2024.md"]);
  await expect.poll(() => focused(".undo")).toBe(true); // of the deletion before
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await expect.poll(() => focused("main")).toBe(true);
});

it("keeps the focus where all are deleted at once, and where what could not be read is dismissed", async () => {
  await page.getByRole("button", { name: "Delete all" }).focus();
  await press("Enter");
  await expect.poll(() => focused(".undo")).toBe(true);
  await press("Enter");
  await expect.poll(() => reportRows(page).count()).toBe(2);
  await setFiles(page, file("a.md", ""), file("b.md", ""));
  await expect.poll(() => failedRows(page).count()).toBe(2);
  await tabTo(".queue .dismiss");
  await press("Enter");
  await expect.poll(() => failedRows(page).count()).toBe(1);
  expect(await focused(".queue .dismiss")).toBe(true);
  await press("Enter");
  await expect.poll(() => focused("main")).toBe(true);
});
