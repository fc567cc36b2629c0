/** Two reports side by side. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  choose,
  editions,
  fieldRow,
  go,
  newer,
  older,
  pageForEach,
  reportRows,
  sentenceInView,
  stranger,
} from "./page.ts";

let page: Page;

pageForEach(async (opened) => {
  page = opened;
  await choose(page, newer, older);
  await go(page, "Compare");
  await fieldRow(page, "incidents.handled.total").waitFor();
});

const cells = (name: string) => fieldRow(page, name).locator("td").allInnerTexts();

it("takes the two newest by period, whatever order they came in", async () => {
  await page.getByText(/Consecutive weeks/).waitFor();
  expect(await cells("incidents.handled.total")).toMatchObject(["240", "300", "+60", "+25%", ""]);
});

it("tells stated changes that agree from one that does not", async () => {
  expect((await cells("websites.defaced.gov")).at(-1)).toMatch(/25%.*agrees/s);
  expect((await cells("websites.backdoored.gov")).at(-1)).toMatch(/10%.*disagrees: -25%/s);
});

it("says that a field went missing, not that it fell to zero", async () => {
  expect(await cells("mobile.providers")).toMatchObject(["12", "absent", "removed", ""]);
});

it("leads from either value to its sentence in its own report", async () => {
  const [before, after] = await fieldRow(page, "incidents.handled.total").locator("button").all();
  await before?.click();
  await expect.poll(() => sentenceInView(page)).toContain("240");
  await after?.click();
  await expect.poll(() => sentenceInView(page)).toContain("300");
  await expect.poll(() => page.locator(".source h2").textContent()).toContain("issue-21-2024.md");
});

it("compares what the user chooses instead", async () => {
  await page.getByLabel("Older").selectOption({ label: "21/2024 · issue-21-2024.md" });
  await page.getByText("Identical", { exact: true }).waitFor();
  await page.getByLabel("Newer").selectOption({ label: "20/2024 · issue-20-2024.md" });
  await page.getByText("In reverse order, 1 week apart").waitFor();
});

it("is the same when the table is sorted another way", async () => {
  await go(page, "Library");
  await page.getByRole("button", { name: "Period" }).click();
  expect(await reportRows(page).first().textContent()).toContain("20/2024");
  await go(page, "Compare");
  await page.getByText(/Consecutive weeks/).waitFor();
});

it("has differences, not rises, between two editions of a week, and their contradiction above all rows", async () => {
  await choose(page, ...editions());
  await go(page, "Compare");
  await page.getByLabel("Older").selectOption({ label: "43/2019 · english.md" });
  await page.getByLabel("Newer").selectOption({ label: "43/2019 · chinese.md" });
  await page.getByText("Two editions of one week").waitFor();
  const chips = await page.locator(".filters label").allInnerTexts();
  expect(chips.map((chip) => chip.replace(/ \d+$/, ""))).toEqual([
    "All",
    "Different",
    "Only in EN",
    "Only in ZH",
    "Not comparable", // names in two languages
    "Same",
  ]);
  expect(await page.locator("#results > :first-child").innerText()).toMatch(/1,594.*1,604.*editions-disagree/s);
  expect(await page.locator(".comparison thead th").allInnerTexts()).toEqual(expect.arrayContaining(["EN", "ZH"]));
  expect(await cells("malware.new_names")).toMatchObject(["absent", "14", "Only in ZH", ""]);
  expect(await page.locator(".comparison .rose, .comparison .fell").count()).toBe(0);
});

it("says in one line that the fields of a document that no profile fits are unknown", async () => {
  await choose(page, stranger);
  await go(page, "Compare");
  await page.getByLabel("Older").selectOption({ label: "no issue · club.md" });
  await page.getByText("no profile fits club.md, so its fields are unknown").waitFor();
  expect(await page.locator(".comparison tr, .filters").count()).toBe(0);
});
