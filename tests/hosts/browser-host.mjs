// A page in Chromium that runs the WASI command with browser_wasi_shim, under a strict content policy.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const script = fileURLToPath(new URL("browser-wasi.mjs", import.meta.url));
/** Milliseconds, on a machine that others use, too. */
const LIMIT = 120_000;
const policy = "default-src 'self' 'wasm-unsafe-eval'";

export class BrowserHost {
  /**
   * @param {string} module
   * @param {string} items  what the command's standard input holds
   */
  static async start(module, items) {
    const folder = mkdtempSync(join(tmpdir(), "certdelta-browser-"));
    await build({ entryPoints: [script], outdir: folder, bundle: true, format: "esm", logLevel: "warning" });
    /** @type {Record<string, [type: string, body: string | Uint8Array]>} */
    const pages = {
      "/": ["text/html", '<!doctype html><meta charset="utf-8"><script type="module" src="/host.js"></script>'],
      "/host.js": ["text/javascript", readFileSync(join(folder, "browser-wasi.js"))],
      "/module.wasm": ["application/wasm", readFileSync(module)],
      "/items.json": ["application/json", items],
    };
    rmSync(folder, { recursive: true });
    const server = createServer(({ url = "" }, response) => {
      const [type, body] = pages[url] ?? [];
      if (type === undefined) return response.writeHead(404).end();
      return response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(body);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args, timeout: LIMIT });
    return new BrowserHost(server, browser);
  }

  /**
   * @param {import("node:http").Server} server
   * @param {import("playwright-core").Browser} browser
   */
  constructor(server, browser) {
    this.server = server;
    this.browser = browser;
  }

  /** What the command gave. */
  async run() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    const page = await this.browser.newPage();
    page.setDefaultTimeout(LIMIT);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => document.title !== "");
    const finished = await page.evaluate(
      () => /** @type {{ finished: import("./reference.js").Finished }} */ (/** @type {any} */ (globalThis)).finished,
    );
    await page.close();
    return finished;
  }

  async remove() {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(() => resolve(undefined)));
  }
}
