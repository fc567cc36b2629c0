/** The hosted page, from a plain static server. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { choose, hostedFolder, launch, newer, older, open, reportRows } from "./page.ts";

const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer(async ({ url = "/" }, response) => {
    const file = join(hostedFolder, url === "/" ? "index.html" : url);
    try {
      const body = await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

it("reads documents with nothing but its own files, under its policy", async () => {
  const { page, problems, requests } = await open(browser, address);
  await choose(page, older, newer);
  expect(await reportRows(page).count()).toBe(2);
  expect(problems).toEqual([]);
  expect(requests.filter((request) => !request.startsWith(address) && !request.startsWith("data:"))).toEqual([]);
});

it("loads the PDF engine when the first PDF document comes, and not before", async () => {
  const { page, problems, requests } = await open(browser, address);
  const engine = () => requests.filter((request) => request.includes("pdfium"));
  await choose(page, older);
  expect(engine()).toEqual([]);
  await choose(page, fileURLToPath(new URL("../documents/fixtures/pdflatex-en-3in3-below.pdf", import.meta.url)));
  expect(await reportRows(page).count()).toBe(2);
  expect(engine()).toHaveLength(1);
  expect(problems).toEqual([]);
});
