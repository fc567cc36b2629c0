/** The hosted page, from a plain static server. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { browserForAll, choose, fixture, hostedFolder, kept, newer, older, open, reportRows } from "./page.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};
let browser: Browser;
let server: Server;
let address: string;
/** Stands behind the service worker's script: a byte that differs is another version. */
let suffix = "";

beforeAll(async () => {
  server = createServer(async ({ url = "/" }, response) => {
    const file = join(hostedFolder, url === "/" ? "index.html" : url);
    try {
      const body = file.endsWith("sw.js") ? (await readFile(file, "utf8")) + suffix : await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.close();
});
browserForAll((launched) => {
  browser = launched;
});

it("reads documents with nothing but its own files, under its policy", async () => {
  const { page, problems, requests } = await open(browser, address);
  await choose(page, older, newer);
  expect(await reportRows(page).count()).toBe(2);
  expect(problems).toEqual([]);
  expect(requests.filter((request) => !request.startsWith(address) && !request.startsWith("data:"))).toEqual([]);
});

it("loads the PDF engine when the first PDF document comes, and not before", async () => {
  const { page, problems, ownRequests } = await open(browser, address);
  const engine = () => ownRequests.filter((request) => request.includes("pdfium"));
  await choose(page, older);
  expect(engine()).toEqual([]);
  await choose(page, fixture("pdflatex-en-3in3-below.pdf"));
  expect(await reportRows(page).count()).toBe(2);
  expect(engine()).toHaveLength(1);
  expect(problems).toEqual([]);
});

it("works without the network once it has been opened, and keeps the library", async () => {
  const { page, problems } = await open(browser, address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await choose(page, older);
  await kept(page);
  await page.context().setOffline(true);
  await page.reload();
  await expect.poll(() => reportRows(page).count()).toBe(1);
  await choose(page, newer, fixture("pdflatex-en-3in3-below.pdf"));
  expect(await reportRows(page).count()).toBe(3);
  expect(problems).toEqual([]);
});

it("offers a newer version, and takes it when it is asked to, not before", async () => {
  const { page } = await open(browser, address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload(); // from now on the page is the service worker's
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  suffix = "\n// another version\n";
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration?.update()));
  const now = page.getByRole("button", { name: "Use it now" });
  await now.waitFor();
  suffix = "";
  await Promise.all([page.waitForEvent("load"), now.click()]);
  await page.waitForSelector("main[data-ready=true]");
});
