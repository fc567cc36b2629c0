/** Two windows of the page on one device: one library. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  choose,
  fieldRow,
  file,
  go,
  kept,
  newer,
  older,
  openReport,
  pageForEach,
  reportRows,
  setFiles,
  singleFile,
} from "./page.ts";

let page: Page;
let other: Page;

pageForEach(async (opened) => {
  page = opened;
  other = await page.context().newPage();
  other.setDefaultTimeout(15_000);
  await other.goto(singleFile);
  await other.waitForSelector("main[data-ready=true]");
});
const undo = (window: Page) => window.getByRole("button", { name: "Undo" }).click();

it("shows in one what the other reads, deletes and takes back, in the same order", async () => {
  await choose(page, newer, older);
  await expect
    .poll(() => other.locator(".reports td.name").allInnerTexts())
    .toEqual(["issue-21-2024.md", "issue-20-2024.md"]);
  await openReport(other, "issue-21-2024.md");
  await page.getByRole("button", { name: "Delete 21/2024 issue-21-2024.md" }).click();
  await other.getByText("not in the library of this device").waitFor();
  await undo(page);
  await other.locator(".source pre", { hasText: "300 network security incidents" }).waitFor();
});

it("speaks in all of them the language that was chosen in one, in the same colours and order", async () => {
  await page.getByRole("button", { name: "中文" }).click();
  await expect.poll(() => other.getAttribute("html", "lang")).toBe("zh-CN");
  await other.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Theme" }).click();
  await expect.poll(() => other.getAttribute("html", "data-theme")).toBe("light");
  expect(await page.getAttribute("html", "lang")).toBe("en");
});

it("does not read again in one what the other has read", async () => {
  await choose(page, newer);
  await expect.poll(() => reportRows(other).count()).toBe(1);
  await setFiles(other, newer);
  await other.getByText("1 document was already in the library").waitFor();
});

it("leaves in place what was deleted in one and may be taken back, when another is opened", async () => {
  await choose(page, newer);
  await kept(page);
  await page.getByRole("button", { name: "Delete 21/2024 issue-21-2024.md" }).click();
  await expect.poll(() => reportRows(other).count()).toBe(0);
  await other.reload();
  await other.waitForSelector("main[data-ready=true]");
  expect(await reportRows(other).count()).toBe(0);
  await undo(page);
  await kept(page);
  await openReport(page, "issue-21-2024.md");
  expect(await fieldRow(page, "incidents.handled.total").innerText()).toContain("300");
  await page.reload();
  await page.locator(".source pre", { hasText: "300 network security incidents" }).waitFor();
});

it("reads in one with what was taught in the other", async () => {
  await choose(page, newer);
  await openReport(page, "issue-21-2024.md");
  await page.locator(".findings button", { hasText: "512" }).click();
  await go(page, "Teach");
  await page.fill("#lesson-name", "room.open");
  await page.waitForSelector("#save-profile:enabled");
  await page.click("#save-profile");
  await openReport(other, "issue-21-2024.md");
  await fieldRow(other, "room.open").waitFor();
  const next = readFileSync(newer, "utf8")
    .replace("Issue 21 2024 May.20 -May.26", "Issue 22 2024 May.27 -Jun.2")
    .replace("512", "480");
  await other.keyboard.press("1");
  await setFiles(other, file("next.md", next));
  await openReport(other, "next.md");
  expect(await fieldRow(other, "room.open").innerText()).toContain("480");
});
