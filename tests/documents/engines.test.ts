/** Generated reports as four engines write them (Chromium here, LibreOffice and LaTeX as fixtures), and as each format. */
import { readdirSync, readFileSync } from "node:fs";
import { load, type ReadDocument, type Report, read } from "certdelta";
import { loadPdf, type Page, type PdfReader, type Run } from "certdelta/pdf";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "../corpus/document.mjs";
import { launch } from "../e2e/page.ts";
import { toHtml } from "./html.mjs";
import { LAYOUTS, type LaidOut, layOut, type PanelBox } from "./layout.mjs";
import { judgeBody, judgePanel } from "./panel.mjs";

const folder = new URL("fixtures/", import.meta.url);
const bytesOf = (name: string) => readFileSync(new URL(name, folder));
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));
const truthOf = (name: string) => JSON.parse(bytesOf(`${name}.json`).toString()) as LaidOut;
const editions = ["en", "zh"] as const;

/** Reading panels by their geometry is the core's; without it, PDF documents are read as far as runs and drawings. */
const geometry = (await load()).info.schemas.includes("pages");

let pdf: PdfReader;
let browser: Browser;
beforeAll(async () => {
  pdf = await loadPdf();
  browser = await launch();
});
afterAll(() => browser.close());

async function print(html: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.setContent(html);
  const document = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.close();
  return document;
}

async function readOne(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const results = await read(bytes, name);
  expect(results).toHaveLength(1);
  const [result] = results;
  if (result?.error) throw result.error;
  return result as ReadDocument;
}

/** Compatibility characters and spaces aside: fonts leave ligatures and look-alikes behind. */
const plain = (text: string) => text.normalize("NFKC").replaceAll(/\s+/g, "");

/** Runs that print a part of `text`, or begin with all of it. */
function findRuns(pages: Page[], text: string): { page: Page; run: Run }[] {
  const wanted = plain(text);
  return pages.flatMap((page) =>
    page.runs
      .filter(({ text }) => plain(text) !== "" && (wanted.includes(plain(text)) || plain(text).startsWith(wanted)))
      .map((run) => ({ page, run })),
  );
}

/** Whether some run of the figure stands on the layout's side of some run of its label, near it. */
function standsRight(pages: Page[], { label, figure }: PanelBox, place: string): boolean {
  return findRuns(pages, figure).some(({ page, run: { box: f } }) =>
    findRuns(pages, label).some(({ page: labelPage, run: { box: l } }) => {
      if (page !== labelPage || Math.abs(f[1] - l[1]) > 60) return false;
      const sideways = Math.abs((f[1] + f[3]) / 2 - (l[1] + l[3]) / 2) < 20;
      const stacked = f[0] < l[2] + 100 && l[0] < f[2] + 100;
      switch (place) {
        case "above":
          return stacked && f[3] <= l[1] + 3;
        case "below":
          return stacked && f[1] >= l[3] - 3;
        case "left":
          return sideways && f[2] <= l[0] + 3;
        default:
          return sideways && f[0] >= l[2] - 3;
      }
    }),
  );
}

function misplaced(document: Uint8Array, { boxes, layout }: Pick<LaidOut, "boxes" | "layout">): string[] {
  const { pages } = pdf.pages(document).pages;
  return boxes
    .filter((box) => !standsRight(pages, box, layout.figure))
    .map(({ label, figure }) => `${figure} ${layout.figure} of ${label}`);
}

function textOf(document: Uint8Array): string {
  return plain(
    pdf
      .pages(document)
      .pages.pages.flatMap(({ runs }) => runs.map(({ text }) => text))
      .join(""),
  );
}

describe.each(fixtures)("%s", (name) => {
  const report = truthOf(name);

  it("has every figure of the panel on its side of the label", () => {
    expect(misplaced(bytesOf(`${name}.pdf`), report)).toEqual([]);
  });

  it("has every printed figure in its text", () => {
    const text = textOf(bytesOf(`${name}.pdf`));
    const printed = Object.values(report.truth.fields).filter(({ value }) => typeof value === "number");
    expect(printed.map((field) => plain(field.printed)).filter((figure) => !text.includes(figure))).toEqual([]);
  });

  it.runIf(geometry)("is read without a wrong value, and the body completely", async () => {
    const { report: record } = await readOne(bytesOf(`${name}.pdf`), `${name}.pdf`);
    expect(judgePanel(record, report)).toEqual([]);
    expect(judgeBody(record, report)).toEqual([]);
  });
});

describe("LibreOffice's DOCX", () => {
  it.each(fixtures.filter((name) => name.startsWith("libreoffice")))("%s is read completely", async (name) => {
    const report = truthOf(name);
    const { report: record, format } = await readOne(bytesOf(`${name}.docx`), `${name}.docx`);
    expect(format).toBe("docx");
    expect(judgePanel(record, report)).toEqual([]);
    expect(judgeBody(record, report)).toEqual([]);
  });
});

describe.each(editions)("Chromium's PDF of the edition %s", (edition) => {
  it.each(LAYOUTS)("has figures $figure of labels for $boxes boxes in $columns columns", async (layout) => {
    const report = layOut(edition, 400 + LAYOUTS.indexOf(layout), layout);
    const document = await print(toHtml(report));
    expect(misplaced(document, report)).toEqual([]);
    if (!geometry) return;
    const { report: record } = await readOne(document, "a.pdf");
    expect(judgePanel(record, report)).toEqual([]);
    expect(judgeBody(record, report)).toEqual([]);
  });

  it("has drawn arrows as small paths beside their figures", async () => {
    const report = layOut(edition, 420, { boxes: 6, columns: 3, figure: "below" });
    const document = await print(toHtml(report, { arrows: "paths" }));
    const drawn = report.boxes.filter(({ change }) => /^[\u2191\u2193]/u.test(change));
    const triangles = pdf
      .pages(document)
      .pages.pages.flatMap(({ marks = [] }) => marks)
      .filter(({ points, box }) => points?.length === 3 && box[2] - box[0] < 10);
    expect(triangles).toHaveLength(drawn.length);
    if (!geometry) return;
    const { report: record } = await readOne(document, "a.pdf");
    expect(judgePanel(record, report)).toEqual([]);
  });
});

/** Values by field, for all that was found. */
function valuesOf({ fields }: Report): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.status === "found" ? [[name, field.value]] : [])),
  );
}

describe.each(editions)("the same report of the edition %s", (edition) => {
  const report = layOut(edition, 430, { boxes: 6, columns: 3, figure: "below" });
  let fromMarkdown: Record<string, unknown>;
  beforeAll(async () => {
    const certdelta = await load();
    fromMarkdown = valuesOf(certdelta.parse(render(report.document), { name: "a.md" }));
    expect(Object.keys(fromMarkdown).length).toBeGreaterThan(10);
  });

  it.each([
    ["boxes", "grid"],
    ["a table", "table"],
  ] as const)("has the same values as HTML with %s", async (_what, panel) => {
    const { report: record } = await readOne(Buffer.from(toHtml(report, { panel })), "a.html");
    expect(judgePanel(record, report)).toEqual([]);
    const values = valuesOf(record);
    expect(values).toEqual(panel === "table" ? fromMarkdown : expect.objectContaining(values));
    for (const [name, value] of Object.entries(values)) expect([name, value]).toEqual([name, fromMarkdown[name]]);
  });

  it("has the same values with a site around it", async () => {
    const before = `<nav><a href="/">Home</a> <a>2019</a></nav><div class="top">Hits: 4711</div><p style="display:none">253</p>`;
    const after = "<aside>Related: 17 articles</aside><footer>Tel. 010-8299</footer><script>var n = 99</script>";
    const { report: record, omitted } = await readOne(
      Buffer.from(toHtml(report, { panel: "table", before, after })),
      "a.html",
    );
    expect(valuesOf(record)).toEqual(fromMarkdown);
    expect(omitted?.map(({ reason }) => reason)).toEqual(["navigation", "hidden"]);
  });

  it.runIf(geometry)("has the same values as PDF, but for what its panel leaves open", async () => {
    const { report: record } = await readOne(await print(toHtml(report)), "a.pdf");
    expect(judgePanel(record, report)).toEqual([]);
    const values = valuesOf(record);
    for (const [name, value] of Object.entries(values)) expect([name, value]).toEqual([name, fromMarkdown[name]]);
  });
});
