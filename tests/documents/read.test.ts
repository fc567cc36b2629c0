/** read(): documents told apart by their content, one bad one among many, and the command over folders of them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CertdeltaError, type ErrorRecord, extract, load, type Report, read, readEach } from "certdelta";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newerPath, newerText, olderText } from "../js/fixtures.ts";
import { pagesOf, textAt } from "./make-pdf.mjs";
import { docxOf, paragraph, run as wordRun } from "./office.mjs";

const paragraphs = (text: string) => text.split("\n\n").map((part) => part.replace(/^#+ /, "").trim());
const html = (text: string) =>
  `<!DOCTYPE html><title>x</title>${paragraphs(text)
    .map((part) => `<p>${part}</p>`)
    .join("\n")}`;
const docx = (text: string) =>
  docxOf(
    paragraphs(text)
      .map((part) => paragraph(wordRun(part.replaceAll("&", "&amp;"))))
      .join(""),
  );
const pdf = pagesOf([textAt(72, 700, "Weekly Report of CNCERT")]);

/** Positioned text is the core's; a build without it reads PDF as far as runs. */
const geometry = (await load()).info.schemas.includes("pages");

const handled = ({ fields }: Report) => fields["incidents.handled.total"];

describe("read", () => {
  it.each([
    ["text", strToU8(newerText), "text"],
    ["UTF-16", Buffer.from(`\ufeff${newerText}`, "utf16le"), "text"],
    ["UTF-16, big end first", Buffer.from(`\ufeff${newerText}`, "utf16le").swap16(), "text"],
    ["HTML", strToU8(html(newerText)), "html"],
    ["HTML behind a comment", strToU8(`\ufeff\n<!-- saved -->\n${html(newerText)}`), "html"],
    ["DOCX", docx(newerText), "docx"],
  ])("knows %s by its content, and gives the text that evidence indexes", async (_what, bytes, format) => {
    const [result] = await read(bytes, "misnamed.pdf");
    if (!result?.report) throw result?.error ?? new Error("nothing was read");
    expect(result.format).toBe(format);
    expect(result.report.source.name).toBe("misnamed.pdf");
    const field = handled(result.report);
    expect(field).toMatchObject({ status: "found", value: 300 });
    if (field?.status !== "found") return;
    expect(result.text.slice(...(field.evidence[0]?.utf16 ?? [0, 0]))).toBe("300");
  });

  describe("text in GB 18030", () => {
    // "网络安全信息与动态周报2016年第25期（6月13日-6月19日）\n\n境内被篡改网站数量为903个。\n"
    const bytes = Buffer.from(
      "cdf8c2e7b0b2c8abd0c5cfa2d3ebb6afccacd6dcb1a832303136c4eab5da3235c6daa3a836d4c23133c8d52d36d4c23139c8d5a3a90a0a" +
        "beb3c4dab1bbb4dbb8c4cdf8d5becafdc1bfceaa393033b8f6a1a30a",
      "hex",
    );

    it("is read, and the record says that it was decoded", async () => {
      const [result] = await read(bytes, "weekly.txt");
      if (!result?.report) throw result?.error ?? new Error("nothing was read");
      const field = result.report.fields["websites.defaced.total"];
      expect(field).toMatchObject({ status: "found", value: 903 });
      if (field?.status !== "found") return;
      expect(result.text.slice(...(field.evidence[0]?.utf16 ?? [0, 0]))).toBe("903");
      expect(result.report.source.bytes).toBe(bytes.length);
      expect(result.report.diagnostics).toContainEqual(
        expect.objectContaining({ severity: "info", code: "decoded", message: expect.stringMatching(/GB 18030/) }),
      );
    });

    it("is damaged where one of its bytes is no character", async () => {
      const [result] = await read(Buffer.concat([bytes, Buffer.from([0xff, 0x0a])]), "weekly.txt");
      expect(result?.error).toMatchObject({ code: "damaged-input", message: expect.stringMatching(/GB 18030/) });
    });

    it.each([
      ["Chinese UTF-8 with a damaged byte", Buffer.from("网络安全信息与动态周报", "utf8").fill(0xff, 7, 8)],
      [
        "Chinese UTF-8 with a lost byte",
        Buffer.concat([bytes.subarray(0, 0), Buffer.from("周报周报周报").subarray(1)]),
      ],
      ["English with Windows' quotation marks", Buffer.from("The \x93Weekly Report\x94 of CNCERT\n", "latin1")],
      ["French in Latin-1", Buffer.from("L'\xe9t\xe9 fut cr\xe9\xe9\n", "latin1")],
    ])("is not what %s is taken for", async (_what, other) => {
      const [result] = await read(other, "a.txt");
      expect(result?.error?.code).toBe("invalid-utf8");
    });
  });

  it("says what a document was and how large", async () => {
    const bytes = docx(newerText);
    const [result] = await read(bytes, "a.docx");
    expect(result?.report?.source).toMatchObject({ name: "a.docx", format: "docx", bytes: bytes.length });
  });

  it.each([
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "unsupported-input", /picture/],
    ["an old office document", Buffer.from("d0cf11e0a1b11ae1", "hex"), "unsupported-input", /DOCX/],
    ["a Rich Text document", Buffer.from("{\\rtf1 x}"), "unsupported-input", /DOCX/],
    ["a workbook", zipSync({ "xl/workbook.xml": strToU8("x") }), "unsupported-input", /XLSX/],
    [
      "an OpenDocument text",
      zipSync({ mimetype: strToU8("x"), "content.xml": strToU8("x") }),
      "unsupported-input",
      /ODT/,
    ],
    ["a PDF that is cut off", Buffer.from("%PDF-1.7\n1 0 obj"), "damaged-input", /PDF/],
    ["an archive that is cut off", zipSync({ "a.md": strToU8("x") }).subarray(0, 40), "damaged-input", /archive/],
    ["nothing", new Uint8Array(), "empty-input", /./],
    ["bytes of no kind", new Uint8Array([1, 0, 2, 0]), "binary-input", /./],
  ])("names %s", async (_what, bytes, code, message) => {
    const results = await read(bytes, "a.bin");
    expect(results).toMatchObject([{ name: "a.bin", error: { code, source: "a.bin" } }]);
    expect(results[0]?.error).toBeInstanceOf(CertdeltaError);
    expect(results[0]?.error?.message).toMatch(message);
  });

  it("reads the members of an archive, each under its own name; a bad one does not stop the rest", async () => {
    const archive = zipSync({
      "older.md": strToU8(olderText),
      "bad.pdf": strToU8("%PDF-1.7 cut"),
      inner: { "newer.html": strToU8(html(newerText)) },
      "more.zip": zipSync({ "a.md": strToU8(olderText) }),
    });
    const results = await read(new Blob([archive]), "2024.zip");
    expect(results.map(({ name, report, error }) => [name, report?.issue.number ?? error?.code])).toEqual([
      ["2024.zip/older.md", 20],
      ["2024.zip/bad.pdf", "damaged-input"],
      ["2024.zip/inner/newer.html", 21],
      ["2024.zip/more.zip", "unsupported-input"],
    ]);
  });

  it("stops between the members of an archive when it is told to", async () => {
    const archive = zipSync({ "a.md": strToU8(olderText), "b.md": strToU8(newerText) });
    const controller = new AbortController();
    const names: string[] = [];
    const reading = async () => {
      for await (const { name } of readEach(archive, "a.zip", { signal: controller.signal })) {
        names.push(name);
        controller.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ name: "AbortError" });
    expect(names).toEqual(["a.zip/a.md"]);
  });

  it("gives a PDF as positioned text to who wants no record", async () => {
    const { format, pages } = await extract(pdf, "a.txt");
    expect([format, pages?.pages[0]?.runs[0]?.text]).toEqual(["pdf", "Weekly Report of CNCERT"]);
  });

  it.runIf(geometry)("reads a PDF with page and box", async () => {
    const lines = newerText.split("\n").flatMap((line) => line.match(/.{1,90}(?:\s|$)/g) ?? []);
    const content = lines
      .map((line, i) => textAt(40, 760 - 12 * i, line.replace(/[()\\]/g, "\\$&").trim(), 9))
      .join("");
    const [result] = await read(pagesOf([content]), "a.pdf");
    if (!result?.report) throw result?.error ?? new Error("nothing was read");
    const field = handled(result.report);
    expect(field).toMatchObject({ status: "found", value: 300, evidence: [{ page: 1, text: "300" }] });
    expect(result.report.source).toMatchObject({ format: "pdf" });
    if (field?.status === "found") expect(result.text.slice(...(field.evidence[0]?.utf16 ?? [0, 0]))).toBe("300");
  });
});

describe("the command", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "certdelta-read-"));
    mkdirSync(join(folder, "2024", "later"), { recursive: true });
    writeFileSync(join(folder, "2024", "b.html"), html(olderText));
    writeFileSync(join(folder, "2024", "a.docx"), docx(newerText));
    writeFileSync(join(folder, "2024", ".hidden"), "x");
    writeFileSync(
      join(folder, "2024", "later", "c.zip"),
      zipSync({ "d.md": strToU8(newerText), "e.pdf": strToU8("%PDF-") }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const certdelta = fileURLToPath(new URL("../../js/bin/certdelta.js", import.meta.url));
  function run(...args: string[]): { status: number | null; out: string; errors: string[] } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [certdelta, ...args], { encoding: "utf8" });
    return { status, out: stdout, errors: stderr.split("\n").slice(0, -1) };
  }
  const records = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Report | ErrorRecord);

  it("reads all files of a folder in the order of their names, archives and folders inside included", () => {
    const { status, out, errors } = run("parse", join(folder, "2024"));
    const names = records(out).map(({ source }) => (typeof source === "string" ? `${source}!` : source?.name));
    expect(names).toEqual(["a.docx", "b.html", "later/c.zip/d.md", "later/c.zip/e.pdf!"]);
    expect(status).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/^certdelta: .*2024\/later\/c\.zip\/e\.pdf: .*\(damaged-input\)$/)]);
  });

  it("writes rows and tables of any format", () => {
    const rows = run("parse", "--format", "csv", join(folder, "2024", "a.docx"), newerPath).out.split("\r\n");
    const figures = rows.filter((row) => row.includes("incidents.handled.total"));
    expect(figures.map((row) => row.split(",")[5])).toEqual(["300", "300"]);
    expect(run("parse", "--format", "table", join(folder, "2024", "b.html")).out).toMatch(/^b\.html\n/);
  });

  it("writes an array for an archive or a folder, and a record for one file", () => {
    const json = (path: string) =>
      JSON.parse(run("parse", "--format", "json", join(folder, "2024", path)).out) as unknown;
    expect(json("later/c.zip")).toHaveLength(2);
    expect(json("later")).toHaveLength(2);
    expect(json("a.docx")).toMatchObject({ schema: "certdelta.report/1" });
  });

  it("gives a PDF up that takes too long, and reads what comes after it", () => {
    writeFileSync(join(folder, "slow.pdf"), pdf);
    const { status, out, errors } = run("parse", "--timeout", "0.0001", join(folder, "slow.pdf"), newerPath);
    expect(status).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/slow\.pdf: given up after .*\(timeout\)$/)]);
    expect(records(out)).toMatchObject([{ code: "timeout", source: "slow.pdf" }, { issue: { number: 21 } }]);
  });

  it("compares and explains documents of different formats", () => {
    const { out } = run("compare", join(folder, "2024", "b.html"), join(folder, "2024", "a.docx"));
    expect(JSON.parse(out)).toMatchObject({ relation: "consecutive" });
    expect(run("explain", join(folder, "2024", "a.docx")).out).toContain("[300 = incidents.handled.total]");
    const several = run("compare", join(folder, "2024", "later", "c.zip"), newerPath);
    expect(several).toMatchObject({ status: 2, out: "" });
    expect(several.errors[0]).toMatch(/several documents/);
  });
});

describe("a document that ends with an address", () => {
  const lines = [
    "Weekly Report of CNCERT",
    "Issue 43 2023 Oct.16 -Oct.22",
    "CNCERT has handled 253 network security incidents, 59 of which were crossborder ones.",
    "Contact us",
  ];
  it.each([
    ["Tel: 010-82990999", { "contact.tel": "010-82990999" }, []],
    ["Tel: +86 10 8299 0999", { "contact.tel": "+86 10 8299 0999" }, []],
    ["Website: www.163.com", { "contact.website": "www.163.com" }, []],
    ["Email: desk2@12345.cn", { "contact.email": "desk2@12345.cn" }, []],
    ["Fax: 010-82990375", {}, ["010", "82990375"]],
    ["Address: A3 Yumin Road, Beijing 100029", {}, ["100029"]],
  ])("has its digits in it or unassigned, and none of them as a figure: %s", async (last, contacts, unassigned) => {
    const all = [...lines, last];
    const pdf = pagesOf([all.map((text, i) => textAt(72, 740 - 30 * i, text)).join("")]);
    for (const document of [pdf, docxOf(all.map((text) => paragraph(wordRun(text))).join(""))]) {
      const [result] = await read(document, "a");
      const fields = Object.entries(result?.report?.fields ?? {}).filter(([, { status }]) => status !== "absent");
      expect(Object.fromEntries(fields.map(([name, field]) => [name, "value" in field && field.value]))).toEqual({
        "incidents.handled.total": 253,
        "incidents.handled.cross_border": 59,
        ...contacts,
      });
      expect(result?.report?.unassigned.map(({ text }) => text)).toEqual(unassigned);
    }
  });
});
