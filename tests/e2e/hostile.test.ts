/** Text and names of documents are only ever text, wherever the page shows them. */
import { readFileSync } from "node:fs";
import { load } from "certdelta";
import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { browserForAll, choose, file, go, newer, open, openReport, reportRows, singleFile } from "./page.ts";

let browser: Browser;
browserForAll((launched) => {
  browser = launched;
});

/** Each would set `window.broken` where it ran. */
const payloads = [
  `<script>window.broken=1</script>`,
  `<img src=x onerror=window.broken=2>`,
  `"><svg onload=window.broken=3>`,
  `</pre></mark><iframe srcdoc="<script>parent.broken=4</script>"></iframe>`,
  `<a href="javascript:window.broken=5">x</a>`,
  `{{constructor.constructor('window.broken=6')()}}`,
  `\${window.broken=7}`,
  `<style>*{display:none}</style>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=window.broken=8>`,
  `<!--<img src="--><img src=x onerror=window.broken=9//">`,
  `<meta http-equiv=refresh content=0;url=javascript:window.broken=10>`,
  `'-window.broken=11-'`,
  `\u202Egnp.exe\u202C`,
  `__proto__[broken]=12`,
];

it("runs nothing of a hostile report, file name, record or profile", async () => {
  const { page, problems, requests } = await open(browser, singleFile);
  const text = readFileSync(newer, "utf8");
  const hostile = (payload: string) =>
    text
      .replace("The reading room was open for 512 minutes.", `${payload} was open for 512 ${payload} minutes.`)
      .replace("Wei Sample", payload)
      .replace("operators and registrars", payload);
  const name = (payload: string, index: number) => `${payload.replaceAll("/", "∕")} case-${index}.md`;
  await choose(page, ...payloads.map((payload, index) => file(name(payload, index), hostile(payload))));
  const read = await reportRows(page).count();
  expect(read).toBe(payloads.length);

  // A record by somebody else, hostile wherever it may hold text.
  const certdelta = await load();
  const poisoned = JSON.stringify(certdelta.parse(text, "record.md"))
    .replaceAll("Wei Sample", JSON.stringify(payloads[1]).slice(1, -1))
    .replaceAll(/"rule":"[^"]*"/g, `"rule":"<img src=x onerror=window.broken=20>"`);
  await choose(page, file("record.json", poisoned));

  for (const index of payloads.keys()) {
    await openReport(page, ` case-${index}.md`);
    await page.locator(".findings .chips button").first().click();
    await page.keyboard.press("t");
    await page.locator("#lesson-template").waitFor();
  }
  await go(page, "Compare");
  await page.locator("tr[data-field='incidents.handled.total']").waitFor();
  await go(page, "Trends");
  await page.locator(".trend").waitFor();
  expect(await page.evaluate(() => (window as unknown as { broken?: number }).broken)).toBe(undefined);
  expect(await page.locator("main iframe, main script, main style, main math, main img, main meta").count()).toBe(0);
  expect(await page.evaluate(() => Object.hasOwn(Object.prototype, "broken"))).toBe(false);
  expect(page.url()).not.toMatch(/broken|script|512/);
  expect(problems).toEqual([]);
  expect(requests.filter((request) => !/^(blob|data):/.test(request))).toEqual([singleFile]);
});
