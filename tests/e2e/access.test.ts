/** The page without a mouse, in the other language, and on a small screen. */
import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  browserForAll,
  choose,
  chooseAndOpen,
  chooseByKey,
  fieldRow,
  kept,
  newer,
  older,
  open,
  openReport,
  sentenceInView,
  singleFile,
} from "./page.ts";

let browser: Browser;

browserForAll((launched) => {
  browser = launched;
});

/** Presses Tab until the focus is on what `selector` describes. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`the focus never came to ${selector}`);
}

it("is usable from first to last by keyboard alone, with the focus in sight", async () => {
  const { page, problems } = await open(browser, singleFile);
  await chooseByKey(page, older, newer);

  await tabTo(page, ".reports tbody tr:nth-child(1) a.link");
  await page.keyboard.press("Enter");
  await fieldRow(page, "incidents.handled.total").waitFor();
  await tabTo(page, "tr[data-field='incidents.handled.total'] button");
  const outline = await page.evaluate(
    () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
  );
  expect(outline).toBe("solid");
  await page.keyboard.press("Enter");
  await expect.poll(() => sentenceInView(page)).toContain("300");

  await page.keyboard.press("c");
  await page.getByText(/Consecutive weeks/).waitFor();
  await tabTo(page, "#save-comparison");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("issue-20-2024_issue-21-2024.comparison.json");
  expect(problems).toEqual([]);
});

it("speaks the reader's language, and the other one on request", async () => {
  const { page } = await open(browser, singleFile, { locale: "zh-CN" });
  await chooseAndOpen(page, newer);
  await expect.poll(() => page.getAttribute("html", "lang")).toBe("zh-CN");
  expect(await fieldRow(page, "incidents.handled.total").textContent()).toContain("处理事件");
  await page.getByRole("button", { name: "English" }).click();
  expect(await fieldRow(page, "incidents.handled.total").textContent()).toContain("Incidents handled");
  await expect.poll(() => page.getAttribute("html", "lang")).toBe("en");
});

it("fits a screen of 400 pixels, and leads back from the text to the value", async () => {
  const { page } = await open(browser, singleFile, { viewport: { width: 400, height: 800 } });
  await choose(page, older, newer);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  await openReport(page, "issue-20-2024.md");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  const value = fieldRow(page, "incidents.handled.total").locator("button");
  await value.click();
  const mark = await page.locator(".source mark").boundingBox();
  expect(mark && mark.y > 0 && mark.y < 800).toBe(true);
  await page.getByRole("button", { name: "Back to the value" }).click();
  expect(await value.evaluate((button) => button === document.activeElement)).toBe(true);
});

it.each(["en-GB", "zh-CN"])("fits a comparison into 360 pixels, and a lesson stays where it is: %s", async (locale) => {
  const { page } = await open(browser, singleFile, { viewport: { width: 360, height: 800 }, locale });
  await choose(page, older, newer);
  await page.keyboard.press("3");
  await fieldRow(page, "incidents.handled.total").waitFor();
  const widths = (element: Element) => [element.scrollWidth - element.clientWidth, document.body.scrollWidth];
  expect(await page.locator("#results").evaluate(widths)).toEqual([0, 360]);
  // Its name is not squeezed, and what the report states stands in sight.
  const name = await fieldRow(page, "websites.backdoored.gov").locator("th").boundingBox();
  expect(name?.width).toBeGreaterThan(300);
  const stated = await fieldRow(page, "websites.backdoored.gov").locator(".verdict").boundingBox();
  expect(stated && stated.x + stated.width).toBeLessThan(360);

  await page.keyboard.press("5");
  await page.locator(".figures-list button", { hasText: "512" }).click();
  await page.locator(".source mark").waitFor();
  const form = await page.locator("#lesson-name").boundingBox();
  expect(form && form.y > 0 && form.y < 800).toBe(true);
});

it("prints what is shown: light, unfolded, and without what is pressed", async () => {
  const { page } = await open(browser, singleFile, { colorScheme: "dark" });
  await chooseAndOpen(page, newer);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.locator("html[data-theme=dark]").waitFor();
  const absent = page.locator(".absent li").first();
  expect(await absent.isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  expect(await absent.isVisible()).toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(23, 32, 28)");
  expect(await page.locator(".toolbar button:visible, .stepper button:visible, nav a:visible").count()).toBe(0);
});

it("moves nothing that is in sight: after a reload, and from view to view", async () => {
  const { page } = await open(browser, singleFile);
  await choose(page, older, newer);
  await kept(page);
  await page.addInitScript(() => {
    const seen = window as unknown as { shifted: number };
    seen.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifted += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await page.waitForSelector(".reports tr.report");
  for (const [hash, there] of [
    ["#/report", ".source pre"],
    ["#/compare", "tr[data-field]"],
    ["#/trends", ".trend .chart svg"],
    ["#/teach", ".lesson"],
    ["#/library", ".reports tr.report"],
  ] as const) {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.waitForSelector(there);
    await page.waitForTimeout(300);
  }
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.02);
});
