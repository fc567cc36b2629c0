/** The hosted page, from a plain static server. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
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
