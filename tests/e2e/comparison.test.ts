/** Two reports side by side. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { choose, fieldRow, go, newer, older, pageForEach, reportRows, sentenceInView } from "./page.ts";

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
