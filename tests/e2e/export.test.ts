/** What the page gives to other programs: the same bytes as the package. */
import { readFileSync } from "node:fs";
import { load } from "certdelta";
import { type ExportFormat, exportReports } from "certdelta/export";
import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { browserForAll, choose, go, newer, older, open, singleFile } from "./page.ts";

let browser: Browser;
browserForAll((launched) => {
  browser = launched;
});

const formats: [format: ExportFormat, extension: string][] = [
  ["csv", "csv"],
  ["xlsx", "xlsx"],
  ["parquet", "parquet"],
  ["arrow", "arrow"],
  ["json", "json"],
  ["ndjson", "ndjson"],
  ["markdown", "md"],
  ["html", "html"],
];

it("writes every format of the package, offline", async () => {
  const { page, problems, requests } = await open(browser, singleFile, { offline: true });
  await choose(page, older, newer);
  const certdelta = await load();
  const reports = [
    certdelta.parse(readFileSync(older), "issue-20-2024.md"),
    certdelta.parse(readFileSync(newer), "issue-21-2024.md"),
  ];
  for (const [format, extension] of formats) {
    await page.click("#export");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click(`dialog [data-format="${format}"]`),
    ]);
    expect(download.suggestedFilename()).toBe(`certdelta-reports.${extension}`);
    const bytes = readFileSync(await download.path());
    const { bytes: expected } = await exportReports(certdelta, reports, format);
    // A workbook says when it was written.
    if (format === "xlsx") expect(bytes.subarray(0, 4)).toEqual(Buffer.from(expected.subarray(0, 4)));
    else expect(bytes.equals(Buffer.from(expected)), format).toBe(true);
  }
  expect(problems).toEqual([]);
  expect(requests.filter((request) => !/^(blob|data):/.test(request))).toEqual([singleFile]);
});

it("copies a comparison as Markdown, and filters what it shows", async () => {
  const { page, problems } = await open(browser, singleFile, { permissions: ["clipboard-read", "clipboard-write"] });
  await choose(page, older, newer);
  await go(page, "Compare");
  await page.locator("tr[data-field='incidents.handled.total']").waitFor();
  await page.click("#copy-markdown");
  await page.getByText("Copied").waitFor();
  const certdelta = await load();
  const names = { before: "issue-20-2024.md", after: "issue-21-2024.md" };
  const markdown = certdelta.compareAs("markdown", readFileSync(older), readFileSync(newer), { ...names, lang: "en" });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(markdown);

  const fields = () =>
    page.locator("tr[data-field]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-field")));
  await page.getByText(/^Removed/).click();
  expect(await fields()).toContain("mobile.providers");
  expect(await fields()).not.toContain("incidents.handled.total");
  await page.getByText(/^Stated otherwise/).click();
  expect(await fields()).toEqual(["websites.backdoored.gov"]);
  await page.getByText(/^Rose/).click();
  expect(await fields()).toContain("incidents.handled.total");
  expect(problems).toEqual([]);
});
