/** The readers where they run: CommonJS, and a browser under a strict content policy, with the bytes of Node. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readDocx } from "certdelta/docx";
import { readHtml } from "certdelta/html";
import { loadPdf } from "certdelta/pdf";
import { readZip } from "certdelta/zip";
import { strToU8, zipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch } from "../e2e/page.ts";

const bytesOf = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const pdf = bytesOf("xelatex-zh-6in2-right.pdf");
const docx = bytesOf("libreoffice-zh-5in1-left.docx");
const html = "<p>253<sup>1</sup> \u2191 <b>5%</b></p>";
const archive = Buffer.from(zipSync({ "a.md": strToU8("one") }));

describe("CommonJS", () => {
  it("has the same entries, with one class of errors", async () => {
    const require = createRequire(import.meta.url);
    const required = {
      pdf: require("certdelta/pdf") as typeof import("certdelta/pdf"),
      docx: require("certdelta/docx") as typeof import("certdelta/docx"),
      html: require("certdelta/html") as typeof import("certdelta/html"),
      zip: require("certdelta/zip") as typeof import("certdelta/zip"),
      index: require("certdelta") as typeof import("certdelta"),
    };
    expect((await required.pdf.loadPdf()).pages(pdf)).toEqual((await loadPdf()).pages(pdf));
    expect(required.docx.readDocx(docx)).toEqual(readDocx(docx));
    expect(required.html.readHtml(html)).toEqual(readHtml(html));
    expect([...required.zip.readZip(archive)]).toEqual([...readZip(archive)]);
    expect(() => required.html.readHtml("")).toThrow(required.index.CertdeltaError);
    const [read] = await required.index.read(docx, "a.docx");
    expect(read?.report?.profile).toMatchObject({ id: "cncert-weekly.zh" });
  });
});

describe("a browser", () => {
  const site = "https://certdelta.test";
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.route("**/*", async (route) => {
      const { pathname } = new URL(route.request().url());
      requests.push(pathname);
      if (pathname === "/") {
        await route.fulfill({ contentType: "text/html", headers: { "content-security-policy": policy }, body: "<p>x" });
      } else {
        const path = fileURLToPath(new URL(`../../js${pathname}`, import.meta.url));
        await route.fulfill({ contentType: "text/javascript", body: readFileSync(path) });
      }
    });
    await page.goto(`${site}/`);
  });
  afterAll(() => browser.close());

  /** Runs `call` in the page, with an entry as `module`; bytes travel as base64. */
  function inPage(entry: string, call: string, input: Uint8Array | string): Promise<unknown> {
    const text = typeof input === "string";
    const data = JSON.stringify(text ? input : Buffer.from(input).toString("base64"));
    // As a string: Vitest would rewrite an import of its own.
    return page.evaluate(`import("/dist/${entry}.js").then(async (module) => {
      const input = ${text} ? ${data} : Uint8Array.from(atob(${data}), (character) => character.charCodeAt(0));
      ${call}
    })`);
  }

  it("loads PDFium only for a PDF, and gives what Node gives", async () => {
    expect(await inPage("html", "return module.readHtml(input)", html)).toEqual(readHtml(html));
    expect(await inPage("docx", "return module.readDocx(input)", docx)).toEqual(readDocx(docx));
    expect(await inPage("zip", "return [...module.readZip(input)].map(({ name }) => name)", archive)).toEqual(["a.md"]);
    expect(await inPage("index", "return module.extract(input)", Buffer.from(html))).toMatchObject({ format: "text" });
    expect(requests.filter((path) => path.includes("pdf"))).toEqual([]);
    expect(await inPage("pdf", "return (await module.loadPdf()).pages(input)", pdf)).toEqual(
      (await loadPdf()).pages(pdf),
    );
    expect(requests.filter((path) => path.includes("pdf"))).toEqual(["/dist/pdf.js", "/dist/pdfium-wasm.js"]);
  });

  it("needs nothing else from the network, and no eval", () => {
    expect(requests.filter((path) => path !== "/" && !path.startsWith("/dist/") && path !== "/favicon.ico")).toEqual(
      [],
    );
    expect(problems).toEqual([]);
  });
});
