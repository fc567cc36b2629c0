/**
 * How long an analyst waits. The bounds are generous, because test machines are shared: what was measured is printed, and what is
 * promised stands in the README.
 */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { browserForAll, go, newer, open, reportRows, singleFile } from "./page.ts";

let browser: Browser;
browserForAll((launched) => {
  browser = launched;
});

interface Measured {
  /** From the drop until the last row is drawn. */
  milliseconds: number;
  /** The longest time that the page could not answer. */
  longestTask: number;
}

/** Drops files that are made in the page, so that their way there is not measured. */
function drop(page: Page, documents: { name: string; base64: string }[], rows: number): Promise<Measured> {
  return page.evaluate(
    async ({ documents: contents, rows: wanted }) => {
      const data = new DataTransfer();
      for (const { name, base64 } of contents) {
        data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      }
      // Whoever drops files has held them over the page before.
      document.dispatchEvent(new DragEvent("dragenter", { bubbles: true, cancelable: true }));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      let longestTask = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
      });
      observer.observe({ entryTypes: ["longtask"] });
      const started = performance.now();
      document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      while (document.querySelectorAll(".reports tr.report").length < wanted) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      const milliseconds = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      observer.disconnect();
      return { milliseconds, longestTask };
    },
    { documents, rows },
  );
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

it("fills the table with 500 text reports while one looks at it", async () => {
  const { page, problems } = await open(browser, singleFile);
  const text = readFileSync(newer, "utf8");
  const documents = Array.from({ length: 500 }, (_, index) => {
    const start = new Date(Date.UTC(2014, 0, 6 + 7 * index));
    const end = new Date(start.getTime() + 6 * 86_400_000);
    const day = (date: Date) => `${months[date.getUTCMonth()]}.${date.getUTCDate()}`;
    const issue = `Issue ${(index % 52) + 1} ${start.getUTCFullYear()} ${day(start)} -${day(end)}`;
    const content = text.replace("Issue 21 2024 May.20 -May.26", issue).replaceAll("300", String(300 + (index % 90)));
    return { name: `issue-${index}.md`, base64: Buffer.from(content).toString("base64") };
  });
  const measured = await drop(page, documents, 500);
  console.log(
    `500 text reports: ${Math.round(measured.milliseconds)} ms, longest task ${Math.round(measured.longestTask)} ms`,
  );
  expect(measured.milliseconds).toBeLessThan(60_000);
  expect(measured.longestTask).toBeLessThan(5_000);
  await go(page, "Trends");
  await page.locator(".trend .chart .line").first().waitFor({ state: "attached" });
  await page.reload();
  await expect.poll(() => reportRows(page).count()).toBe(0);
  await go(page, "Library");
  await expect.poll(() => reportRows(page).count()).toBe(500);
  expect(problems).toEqual([]);
});

it("reads 100 PDF documents and stays at the reader's service", async () => {
  const { page, problems } = await open(browser, singleFile);
  const bytes = [
    "pdflatex-en-3in3-below",
    "libreoffice-en-6in3-below",
    "xelatex-zh-6in2-right",
    "libreoffice-zh-7in1-right",
  ].map((name) => readFileSync(new URL(`../documents/fixtures/${name}.pdf`, import.meta.url)).toString("base64"));
  const documents = Array.from({ length: 100 }, (_, index) => ({
    name: `issue-${index}.pdf`,
    base64: bytes[index % bytes.length] ?? "",
  }));
  const measured = await drop(page, documents, 100);
  console.log(
    `100 PDF documents: ${Math.round(measured.milliseconds)} ms, longest task ${Math.round(measured.longestTask)} ms`,
  );
  expect(measured.milliseconds).toBeLessThan(60_000);
  expect(measured.longestTask).toBeLessThan(5_000);
  expect(problems).toEqual([]);
});
