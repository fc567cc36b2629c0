/** Documents of other formats than text in the page, as one file from the disk with the network off, and as it is hosted. */
import { readFileSync } from "node:fs";
import { read } from "certdelta";
import { zipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  allRead,
  browserForAll,
  dragOf,
  failedRows,
  fieldRow,
  file,
  fixture,
  go,
  kept,
  newer,
  older,
  open,
  openReport,
  reportRows,
  saved,
  setFiles,
  singleFile,
} from "./page.ts";

const bytesOf = (name: string) => readFileSync(fixture(name));
const html = (path: string) =>
  `<!doctype html><html><body><nav>Home 2012</nav>${readFileSync(path, "utf8")
    .split(/\n+/)
    .map((line) => `<p>${line.replace(/^#+\s*/, "")}</p>`)
    .join("")}</body></html>`;

interface File {
  name: string;
  bytes: Uint8Array;
}

let browser: Browser;
browserForAll((launched) => {
  browser = launched;
});

async function drop(page: Page, files: readonly File[]): Promise<void> {
  const dataTransfer = await dragOf(page, ...files.map(({ name, bytes }) => file(name, bytes)));
  await page.dispatchEvent("h1", "drop", { dataTransfer });
  await allRead(page);
}

const kinds: [kind: string, file: File, names: string[]][] = [
  ["PDF", { name: "a.pdf", bytes: bytesOf("pdflatex-en-6in2-above.pdf") }, ["a.pdf"]],
  ["Word", { name: "a.docx", bytes: bytesOf("libreoffice-zh-6in3-above.docx") }, ["a.docx"]],
  ["HTML", { name: "a.html", bytes: Buffer.from(html(newer)) }, ["a.html"]],
  [
    "ZIP",
    {
      name: "2024.zip",
      bytes: zipSync({
        "one.md": new Uint8Array(readFileSync(older)),
        "two.pdf": new Uint8Array(bytesOf("xelatex-zh-2in2-below.pdf")),
      }),
    },
    ["2024.zip/one.md", "2024.zip/two.pdf"],
  ],
];

describe("the single file", () => {
  const address = singleFile;
  it.each(kinds)("reads what the package reads of it: %s", async (_kind, file, names) => {
    const { page, problems, requests } = await open(browser, address, { offline: true });
    await drop(page, [file]);
    const results = await read(file.bytes, file.name);
    expect(results.map(({ name }) => name)).toEqual(names);
    expect(await reportRows(page).count()).toBe(names.length);
    const ends = ({ report }: (typeof results)[number]) => report?.period?.end ?? "";
    const ordered = [...results].sort((a, b) => (ends(a) < ends(b) ? -1 : 1));
    const records = ordered.map(({ report }) => `${JSON.stringify(report)}\n`).join("");
    expect(await saved(page, "#save-records")).toBe(records);
    expect(problems).toEqual([]);
    expect(requests.filter((request) => !/^(blob|data):/.test(request))).toEqual([address]);
  });

  it("shows the page that a value stands on, with a box around it", async () => {
    const { page, problems } = await open(browser, address, { offline: true });
    await drop(page, [{ name: "a.pdf", bytes: bytesOf("pdflatex-en-6in2-above.pdf") }]);
    await openReport(page, "a.pdf");
    const [result] = await read(bytesOf("pdflatex-en-6in2-above.pdf"), "a.pdf");
    const [name = "", field] =
      Object.entries(result?.report?.fields ?? {}).find(([, { status }]) => status === "found") ?? [];
    const box = field?.status === "found" ? field.evidence[0]?.box : undefined;
    await fieldRow(page, name).locator("button").first().click();
    const canvas = page.getByRole("img", { name: "page 1 with a box around the value" });
    await canvas.waitFor();
    const color = (x: number, y: number) =>
      canvas.evaluate(
        (element, [atX, atY]) => {
          const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          copy?.drawImage(element as HTMLCanvasElement, -atX, -atY);
          return [...(copy?.getImageData(0, 0, 1, 1).data ?? [])];
        },
        [Math.round(x * 1.5), Math.round(y * 1.5)] as const,
      );
    const [x0 = 0, y0 = 0, x1 = 0] = box ?? [];
    await expect.poll(() => color((x0 + x1) / 2, y0 - 2)).toEqual([217, 72, 15, 255]);
    expect(await color(3, 3)).toEqual([255, 255, 255, 255]);
    expect(problems).toEqual([]);
  });

  it("shows the pages of an encrypted document while its password is known, and then its text", async () => {
    const { page, problems } = await open(browser, address, { offline: true });
    await setFiles(page, file("a.pdf", bytesOf("encrypted.pdf")));
    await failedRows(page).getByLabel("Password of a.pdf").fill("open sesame");
    await page.keyboard.press("Enter");
    await expect.poll(() => reportRows(page).count()).toBe(1);
    await kept(page);
    await openReport(page, "a.pdf");
    await page.getByRole("img", { name: "page 1" }).waitFor();
    await page.reload();
    await page.getByText("The page cannot be drawn; this is its text.").waitFor();
    await page.locator(".source pre").waitFor();
    expect(problems).toEqual([]);
  });

  it("compares documents of different formats", async () => {
    const { page } = await open(browser, address, { offline: true });
    await drop(page, [
      { name: "old.md", bytes: readFileSync(older) },
      { name: "new.html", bytes: Buffer.from(html(newer)) },
    ]);
    await go(page, "Compare");
    await expect.poll(() => fieldRow(page, "incidents.handled.total").textContent()).toMatch(/240.*300/s);
  });

  it("gives a document that cannot be read a row, also in an archive", async () => {
    const { page } = await open(browser, address, { offline: true });
    const bytes = zipSync({ "a.md": new Uint8Array(readFileSync(older)), "b.pdf": Buffer.from("%PDF-1.7\nnothing\n") });
    await drop(page, [{ name: "c.zip", bytes }]);
    expect(await reportRows(page).allInnerTexts()).toEqual([expect.stringMatching(/20\/2024.*c\.zip\/\s*a\.md/s)]);
    expect(await failedRows(page).allInnerTexts()).toEqual([expect.stringMatching(/c\.zip\/b\.pdf.*damaged-input/s)]);
  });
});
