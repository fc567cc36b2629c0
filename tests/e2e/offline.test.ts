/** The single file, opened from the disk with the network off: the whole way once. */

import { readFileSync } from "node:fs";
import { type Comparison, load } from "certdelta";
import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import {
  browserForAll,
  choose,
  fieldRow,
  go,
  newer,
  older,
  open,
  openReport,
  reportRows,
  saved,
  sentenceInView,
  singleFile,
} from "./page.ts";

let browser: Browser;

browserForAll((launched) => {
  browser = launched;
});

it("reads, shows evidence, compares and saves, and asks the network for nothing", async () => {
  const { page, problems, requests } = await open(browser, singleFile, { offline: true });
  await choose(page, older, newer);
  expect(await reportRows(page).count()).toBe(2);

  await openReport(page, "issue-20-2024.md");
  await fieldRow(page, "incidents.handled.total").locator("button").click();
  await expect.poll(() => sentenceInView(page)).toContain("240 network security incidents");

  await go(page, "Compare");
  await fieldRow(page, "incidents.handled.total").waitFor();

  const certdelta = await load();
  const [before, after] = [readFileSync(older), readFileSync(newer)];
  const names = { before: "issue-20-2024.md", after: "issue-21-2024.md" };
  const records = [
    certdelta.parseAs("json", before, { name: names.before }),
    certdelta.parseAs("json", after, { name: names.after }),
  ];
  const comparison = await saved(page, "#save-comparison");
  expect(comparison).toBe(`${certdelta.compareAs("json", before, after, names)}\n`);
  expect((JSON.parse(comparison) as Comparison).relation).toBe("consecutive");
  await go(page, "Library");
  expect(await saved(page, "#save-records")).toBe(records.map((record) => `${record}\n`).join(""));

  expect(problems).toEqual([]);
  expect(requests.filter((address) => !/^(blob|data):/.test(address))).toEqual([singleFile]);
});

it("forbids itself every connection", async () => {
  const { page } = await open(browser, singleFile);
  const violated = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
        once: true,
      });
    });
    await fetch("https://example.org/").catch(() => {});
    return violation;
  });
  expect(violated).toBe("connect-src");
});
