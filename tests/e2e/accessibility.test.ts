/** axe-core on every view, in both themes and languages. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { browserForAll, choose, file, newer, older, open, singleFile } from "./page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser: Browser;
browserForAll((launched) => {
  browser = launched;
});

async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate<AxeResults, string[]>(
    (runOnly) => (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, { runOnly }),
    tags,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

const bad = file("empty.md", "");
const onDisk = (path: string) => file(basename(path), readFileSync(path));

/** Each view with everything on it that it can have. */
const states: [name: string, reach: (page: Page) => Promise<unknown>][] = [
  ["library", (page) => page.waitForSelector(".reports tr.report")],
  ["report", (page) => press(page, "2", "#results [data-field] button.value")],
  ["compare", (page) => press(page, "3", "#results [data-field] td:nth-of-type(2) button.value")],
  ["trends", (page) => press(page, "4", ".numbers summary")],
  ["teach", (page) => press(page, "5", ".figures-list button")],
  ["shortcuts", (page) => page.keyboard.press("?").then(() => page.waitForSelector("dialog"))],
];

async function press(page: Page, key: string, button: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(button).first().click();
  if (key === "5") await page.waitForSelector(".verdicts .good, .verdicts .bad");
}

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  it.each(["en-GB", "zh-CN"])("%s", async (locale) => {
    const { page, problems } = await open(browser, singleFile, { colorScheme, locale, reducedMotion: "reduce" });
    await page.evaluate(axe);
    const found: Record<string, string[]> & { export?: string[] } = { empty: await violations(page) };
    await choose(page, onDisk(older), onDisk(newer), bad);
    for (const [name, reach] of states) {
      await reach(page);
      found[name] = await violations(page);
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await page.keyboard.press("e");
    await page.waitForSelector("dialog");
    found.export = await violations(page);
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
    expect(problems).toEqual([]);
  });
});
