/** Trends: what the chart shows, its numbers, its files. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { choose, editions, file, go, newer, older, pageForEach, weekBefore } from "./page.ts";

let page: Page;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A report on a week, counted from the first one of 2024, with so many incidents. */
function issue(count: number, handled: number) {
  const start = new Date(Date.UTC(2024, 0, 1 + 7 * (count - 1)));
  const end = new Date(start.getTime() + 6 * 86_400_000);
  const [week, year] = count <= 52 ? [count, 2024] : [count - 52, 2025];
  const day = (date: Date) => `${months[date.getUTCMonth()]}.${date.getUTCDate()}`;
  const text = readFileSync(newer, "utf8")
    .replace("Issue 21 2024 May.20 -May.26", `Issue ${week} ${year} ${day(start)} -${day(end)}`)
    .replace("handled 300 network", `handled ${handled} network`)
    .replace("300 network", `${handled} network`);
  return file(`issue-${week}-${year}.md`, text);
}

pageForEach((opened) => {
  page = opened;
});

async function readIssues(...issues: ReturnType<typeof issue>[]): Promise<void> {
  await choose(page, ...issues);
  await go(page, "Trends");
  await page.locator("#trend-field").selectOption("incidents.handled.total");
  await page
    .locator('.trend[data-field="incidents.handled.total"] .chart svg path.line:not(.last-year)')
    .waitFor({ state: "attached" });
}

const chart = () => page.locator(".trend .chart");
const lines = () => page.locator(".trend .chart .line:not(.last-year)").getAttribute("d");
const subpaths = async () => ((await lines()) ?? "").split("M").length - 1;

it("draws a gap as a gap, marks it, and says it in the table", async () => {
  await readIssues(issue(1, 200), issue(2, 210), issue(5, 205), issue(6, 190));
  expect(await subpaths()).toBe(2);
  expect(await page.locator(".trend rect.gap").count()).toBe(2); // one of them in the legend
  await page.getByText("The values as a table").click();
  const rows = await page.locator(".numbers tbody tr").allInnerTexts();
  expect(rows).toHaveLength(5);
  expect(rows[2]).toMatch(/2024-01-15 – 2024-01-28.*2 weeks without a report/s);
  expect(rows[0]).toMatch(/2024-02-05 – 2024-02-11.*190/s);
});

it("says of which week a field's last value is, where the latest report does not print it; two values have no trend", async () => {
  const latest = issue(2, 210);
  const without = readFileSync(newer, "utf8").match(/Among them, the defaced[^\n]*/u)?.[0] ?? "";
  expect(without).toContain("defaced government");
  const { buffer } = latest;
  await readIssues(issue(1, 200), { ...latest, buffer: Buffer.from(buffer.toString("utf8").replace(without, "")) });
  const card = (label: string) => page.locator(".multiples a", { hasText: label }).first();
  expect(await card("Defaced government websites").innerText()).toContain("last printed 2024-01-01 – 2024-01-07");
  expect(await card("Defaced websites").innerText()).not.toContain("last printed");
  expect(await page.locator(".trend .summary").innerText()).not.toContain("a week");
  await readIssues(issue(3, 220));
  expect(await page.locator(".trend .summary").innerText()).toContain("a week");
});

it("marks anomalies, and figures with which a report contradicts itself", async () => {
  const values = [200, 210, 190, 205, 195, 202, 208, 1900];
  await readIssues(...values.map((value, index) => issue(index + 1, value)));
  expect(await page.locator(".trend .chart .anomaly").count()).toBe(1);
  await page.locator("#trend-field").selectOption("websites.backdoored.gov");
  await page.locator('.trend[data-field="websites.backdoored.gov"] .chart .contradiction').first().waitFor();
});

it("marks a week whose editions contradict each other, with what each of them prints", async () => {
  await choose(page, ...editions(), weekBefore());
  await go(page, "Trends");
  await page.locator("#trend-field").selectOption("incidents.handled.total");
  const said = /ambiguous: 1,594 \/ 1,604.*the editions disagree/s;
  await expect.poll(() => page.locator(".readout").innerText()).toMatch(said);
  expect(await page.locator(".trend .chart path.contradiction").count()).toBe(2);
  expect(await page.locator(".trend .legend").innerText()).toContain("Contradiction");
  await page.getByText("The values as a table").click();
  expect(await page.locator(".numbers tbody tr").first().innerText()).toMatch(said);
});

it("shows the last weeks alone when that is wanted, and keeps to them from field to field", async () => {
  await readIssues(issue(1, 100), issue(2, 110), issue(53, 120), issue(54, 130), issue(60, 140));
  await page.getByText("13 weeks", { exact: true }).click();
  await expect.poll(() => page.locator(".trend .chart .point").count()).toBe(3);
  expect(new URL(page.url()).hash).toBe("#/trends/incidents.handled.total?weeks=13");
  await page.locator("#trend-field").selectOption("websites.backdoored.gov");
  await expect.poll(() => page.locator(".trend .chart .point").count()).toBe(3);
  await page.getByText("All", { exact: true }).click();
  await expect.poll(() => page.locator(".trend .chart .point").count()).toBe(5);
});

it("labels more than one day on a phone", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await readIssues(...[2, 3, 4, 5, 6, 7, 8].map((week) => issue(week, 100)));
  expect(await page.locator(".trend .chart .axis > text").allTextContents()).toEqual(["Jan 8", "Feb 19"]);
});

it("draws last year's line where there is one, and not when it is not wanted", async () => {
  await readIssues(issue(1, 100), issue(2, 110), issue(53, 120), issue(54, 130));
  const before = page.locator(".trend .chart .last-year");
  expect(((await before.getAttribute("d")) ?? "").length).toBeGreaterThan(5);
  await page.getByText("The values as a table").click();
  expect(await page.locator(".numbers tbody tr").first().innerText()).toMatch(/130.*110/s);
  await page.getByLabel("Last year").uncheck();
  expect(await before.count()).toBe(0);
});

it("rolls weeks up to months, and says of which weeks are missing", async () => {
  await readIssues(...[1, 2, 3, 4, 5, 6].map((week) => issue(week, 100)));
  await page.getByText("Month", { exact: true }).click();
  await expect.poll(() => page.locator(".trend .chart .bar-of").count()).toBe(2);
  expect(await page.locator(".trend .chart .bar-of.incomplete").count()).toBe(1);
  await page.getByText("The values as a table").click();
  expect(await page.locator(".numbers tbody tr").allInnerTexts()).toEqual([
    expect.stringMatching(/2024-02.*200.*2 of 4/s),
    expect.stringMatching(/2024-01.*400.*4 of 4/s),
  ]);
  expect(new URL(page.url()).hash).toBe("#/trends/incidents.handled.total?by=month");
});

it("shows in months, too, where there is no report", async () => {
  await readIssues(issue(1, 200), issue(20, 210));
  await page.getByText("Month", { exact: true }).click();
  await expect.poll(() => page.locator(".trend .chart .bar-of").count()).toBe(2);
  expect(await page.locator(".trend .chart rect.gap").count()).toBe(1);
  expect(await page.locator(".readout").innerText()).toMatch(/2024-05 · 210 · 1 of 4 weeks/);
});

it("labels no more than there is: each of few weeks by its first day, whole numbers at whole numbers", async () => {
  await readIssues(issue(1, 2), issue(2, 1));
  const labels = page.locator(".trend .chart .axis > text");
  expect(await labels.allTextContents()).toEqual(["Jan 1", "Jan 8"]);
  expect(await page.locator(".trend .chart .axis g text").allTextContents()).toEqual(["0", "1", "2"]);
});

it("is read with the arrow keys, and leads to the report", async () => {
  await readIssues(issue(1, 200), issue(2, 210), issue(3, 205));
  await chart().focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => chart().getAttribute("aria-valuetext")).toMatch(/2024-01-08 – 2024-01-14 · 210/);
  expect(await page.locator(".readout").innerText()).toContain("210");
  await page.keyboard.press("Enter");
  await page.locator(".source mark", { hasText: "210" }).waitFor();
});

it("saves the chart as SVG and PNG, and its numbers as CSV", async () => {
  await readIssues(issue(1, 200), issue(2, 210));
  const save = async (button: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const svg = await save("#save-svg");
  expect(svg.name).toBe("incidents.handled.total.svg");
  expect(svg.bytes.toString()).toMatch(/^<svg .*Incidents handled.*stroke="rgb/s);
  expect(svg.bytes.toString()).not.toMatch(/class=|var\(/);
  expect(svg.bytes.toString()).toMatch(/>Value<\/text>/); // the legend
  const png = await save("#save-png");
  expect(png.bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.bytes.length).toBeGreaterThan(2000);
  await page.getByText("The values as a table").click();
  const csv = (await save("#save-csv")).bytes.toString().split("\n");
  expect(csv[1]).toBe("2024-01-01,2024-01-07,200,found,-0.67,false,false,,");
});

it("shows the other fields small beside it, each a way to itself", async () => {
  await readIssues(issue(1, 200), issue(2, 210));
  await page.locator(".multiples a", { hasText: "Defaced websites" }).first().click();
  await page.locator('.trend[data-field="websites.defaced.total"]').waitFor();
});

it("shows the two sample weeks side by side with what they came from", async () => {
  await choose(page, older, newer);
  await go(page, "Trends");
  await expect.poll(subpaths).toBe(1);
});
