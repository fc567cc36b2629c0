import { type Certdelta, CertdeltaError, extract, type FoundField, load, type Report, read, readEach } from "certdelta";
import { readDocx } from "certdelta/docx";
import { readHtml } from "certdelta/html";
import { loadPdf } from "certdelta/pdf";
import { readZip } from "certdelta/zip";
import { beforeAll, describe, expect, it } from "vitest";
import { newerText, olderText } from "./fixtures.ts";

let certdelta: Certdelta;

beforeAll(async () => {
  certdelta = await load();
});

function found(report: Report, name: string): FoundField {
  const field = report.fields[name];
  if (field?.status !== "found") throw new Error(`${name} is ${field?.status}`);
  return field;
}

/** Bytes that now belong to somebody else. */
function detached(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array([65, 66]);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

describe("the place of an error", () => {
  const placeOf = (document: string | Uint8Array, name?: string) => {
    try {
      certdelta.parse(document, name === undefined ? {} : { name });
    } catch (error) {
      if (error instanceof CertdeltaError) return [error.code, error.source, error.where];
    }
    return [];
  };

  it("is its source, line and column, as far as they are known", () => {
    const bytes = Buffer.from("One.\nCaf\xe9 open.\n", "latin1");
    expect(placeOf(bytes, "a.md")).toEqual(["invalid-utf8", "a.md", "a.md:2:4"]);
    expect(placeOf(bytes)).toEqual(["invalid-utf8", "", "2:4"]);
    expect(placeOf("", "a.md")).toEqual(["empty-input", "a.md", "a.md"]);
    expect(placeOf(detached(), "a.md")).toEqual(["usage", "a.md", "a.md"]);
  });
});

describe("arguments that callers without types may give", () => {
  const anything = (value: unknown) => value as never;
  const cases: [string, () => unknown, RegExp][] = [
    ["series of a text", () => certdelta.series(anything(newerText)), /reports are an array.*, not a string/],
    ["series of an object", () => certdelta.series(anything({})), /reports are an array/],
    ["series of nothing", () => certdelta.series(anything(undefined)), /not undefined/],
    ["series of bytes", () => certdelta.series(anything(new Uint8Array(3))), /not bytes/],
    [
      "series with null for options",
      () => certdelta.series([], anything(null)),
      /options of a series are an object, not null/,
    ],
    ["a number", () => certdelta.parse(anything(42)), /a document is a string, bytes or a record, not 42/],
    ["explaining a number", () => certdelta.explain(anything(42)), /a document is .*, not 42/],
    ["explaining an array", () => certdelta.explain(anything([1])), /not an array/],
    ["an object that is no record", () => certdelta.parse(anything({})), /a document is .*, not an object/],
    ["a list", () => certdelta.compare(anything([newerText]), newerText), /not an array/],
    [
      "a text that is still to come",
      () => certdelta.parse(anything(Promise.resolve(newerText)), "a.md"),
      /not a promise, which has to be awaited/,
    ],
    ["series of names without documents", () => certdelta.series([anything({ name: "a.md" })]), /not an object/],
    [
      "a format that the operation does not have",
      () => certdelta.parseAs(anything("markdown"), newerText),
      /has to be one of "json" "csv" "table"$/,
    ],
    ["a function", () => certdelta.parse(anything(() => "")), /not a function/],
    ["a buffer that was transferred", () => certdelta.parse(detached().buffer), /detached/],
    ["a view of one, with its name", () => certdelta.compare(detached(), ""), /detached/],
    ["a piece that has no bytes", () => certdelta.feedSeries(anything(7)), /not 7/],
    ["a profile that is null", () => certdelta.addProfile(anything(null)), /not null/],
    ["a schema without a name", () => certdelta.schema(anything(undefined)), /by its name, not by undefined/],
    ["rows of a text", () => certdelta.rows(anything("abc")), /reports are an array.*, not a string/],
    ["rows with null for options", () => certdelta.rows([], anything(null)), /options of rows are an object/],
    [
      "parse with null for options",
      () => certdelta.parse(newerText, anything(null)),
      /options are an object, not null/,
    ],
    ["parse with a number for options", () => certdelta.parse(newerText, anything(5)), /options are an object, not 5/],
    [
      "check with null for options",
      () => certdelta.check(newerText, anything(null)),
      /options are an object, not null/,
    ],
    ["explain with null for options", () => certdelta.explain(newerText, anything(null)), /options are an object/],
    ["compare with a string for options", () => certdelta.compare("a", "b", anything("c")), /not a string/],
    ["parse of nothing", () => certdelta.parse(anything(null)), /a document is a string, bytes or a record, not null/],
  ];

  it.each(cases)("%s is a usage error", (_, call, message) => {
    expect(call).toThrow(CertdeltaError);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "usage" }));
  });

  const text = newerText;
  const typo: object = { nmae: "a.md" };
  const bytes = new TextEncoder().encode(text);
  const unread: [call: string, call: () => unknown][] = [
    ["parse", () => certdelta.parse(text, typo)],
    ["parse, of parseAs", () => certdelta.parse(text, anything({ lang: "zh" }))],
    ["parseAs", () => certdelta.parseAs("csv", text, typo)],
    ["parseWithText", () => certdelta.parseWithText(text, typo)],
    ["parseStream", () => certdelta.parseStream([text], typo)],
    ["compare", () => certdelta.compare(text, text, typo)],
    ["series", () => certdelta.series([text], typo)],
    ["feedSeries", () => certdelta.feedSeries(bytes, typo)],
    ["endSeries", () => certdelta.endSeries("json", typo)],
    ["rows", () => certdelta.rows([text], typo)],
    ["explain", () => certdelta.explain(text, typo)],
    ["explanation", () => certdelta.explanation(text, typo)],
    ["check", () => certdelta.check(text, typo)],
    ["lintProfile", () => certdelta.lintProfile("{}", typo)],
    ["addProfile", () => certdelta.addProfile("{}", typo)],
    ["read", () => read(bytes, "a.md", typo)],
    ["readEach", () => readEach(bytes, "a.md", typo).next()],
    ["extract", () => extract(bytes, "a.md", typo)],
    ["load", () => load(typo)],
    ["loadPdf", () => loadPdf(typo)],
    ["readHtml", () => readHtml(text, typo)],
    ["readDocx", () => readDocx(bytes, typo)],
    ["readZip", () => readZip(bytes, typo).next()],
    ["pages of a PDF", async () => (await loadPdf()).pages(bytes, typo)],
    ["render of a PDF", async () => (await loadPdf()).render(bytes, typo)],
  ];

  it.each(unread)("%s refuses an option that it does not know", async (_, call) => {
    const called = (async () => call())();
    await expect(called).rejects.toMatchObject({ name: "CertdeltaError", code: "usage" });
    await expect(called).rejects.toThrow(/"nmae"|"lang"|what is loaded is \{ wasm \}/);
  });

  it("a string in the place of the options is the name", () => {
    expect(certdelta.parse(newerText, "a.md").source.name).toBe("a.md");
    expect(certdelta.parseAs("csv", newerText, "a.md")).toContain(",a.md,,cncert-weekly.en,,,\r\n");
    expect(certdelta.explanation(newerText, "a.md").report.source.name).toBe("a.md");
  });

  it.each(["%PDF-1.7\n\u0000", "PK\u0003\u0004\u0000"])("the bytes of a document for read() name it: %j", (start) => {
    expect(() => certdelta.parse(new TextEncoder().encode(start), "a.pdf")).toThrow(
      expect.objectContaining({
        code: "unsupported-input",
        source: "a.pdf",
        message: expect.stringContaining("read()"),
      }),
    );
  });
});

describe("parse", () => {
  it("reads issue, period and figures", () => {
    const report = certdelta.parse(newerText, { name: "issue-21-2024.md" });
    expect(report).toMatchObject({
      schema: "certdelta.report/1",
      source: { name: "issue-21-2024.md", format: "markdown", bytes: Buffer.byteLength(newerText), language: "en" },
      profile: { id: "cncert-weekly.en" },
      issue: { number: 21, year: 2024 },
      period: { start: "2024-05-20", end: "2024-05-26" },
    });
    expect(found(report, "incidents.handled.total").value).toBe(300);
    expect(found(report, "websites.backdoored.gov").change).toEqual({ kind: "percent", value: 10, direction: "down" });
    expect(report.fields["mobile.providers"]).toEqual({ status: "absent" });
    expect(report.unassigned.map(({ text }) => text)).toContain("512");
  });

  it("gives UTF-16 spans that cut the printed figure out of the JavaScript string", () => {
    const shifted = `\u{feff}\u{1f4c8} 网络\n\n${newerText}`;
    const report = certdelta.parse(shifted);
    const places = Object.values(report.fields).flatMap((field) => (field.status === "found" ? field.evidence : []));
    expect(places.length).toBeGreaterThan(10);
    for (const { utf16, text } of places) expect(shifted.slice(...utf16)).toBe(text);
  });

  it("reads text and bytes alike", () => {
    const bytes = new TextEncoder().encode(newerText);
    const expected = certdelta.parseAs("json", newerText);
    expect(certdelta.parseAs("json", bytes)).toBe(expected);
    expect(certdelta.parseAs("json", bytes.buffer)).toBe(expected);
    expect(certdelta.parseAs("json", new DataView(bytes.buffer))).toBe(expected);
  });

  it("gives the core's own bytes: the object written again is the same text", () => {
    expect(JSON.stringify(certdelta.parse(newerText))).toBe(certdelta.parseAs("json", newerText));
  });

  it("gives a record without a profile to a text that no profile fits", () => {
    const report = certdelta.parse("Minutes of the garden club. 14 members came.");
    expect(report.profile).toBeNull();
    expect(report.diagnostics.length).toBeGreaterThan(0);
  });

  it("reads on correctly after a document so large that memory had to grow", () => {
    const expected = certdelta.parseAs("json", newerText);
    const large = `${newerText}\n${"The reading room was open. ".repeat(300_000)}`;
    expect(found(certdelta.parse(large), "incidents.handled.total").value).toBe(300);
    expect(certdelta.parseAs("json", newerText)).toBe(expected);
  });

  it("writes CSV rows and tables through the core", () => {
    expect(certdelta.info.csv_header).toMatch(/^issue,year,start,end,field,.*\r\n$/);
    expect(certdelta.parseAs("csv", newerText)).toMatch(
      /^21,2024,2024-05-20,2024-05-26,.*incidents\.handled\.total,300/m,
    );
    const table = (lang?: "en" | "zh") => certdelta.parseAs("table", newerText, lang ? { lang } : {});
    expect(table()).toMatch(/^Incidents handled +300 /m);
    expect(table("en")).toBe(table());
    expect(table("zh")).toMatch(/^处理事件 +300 /m);
  });
});

describe("parse refuses, with a code", () => {
  it.each([
    ["nothing", "", "empty-input"],
    ["white space only", " \n\t\n", "empty-input"],
    ["binary data", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), "binary-input"],
    ["a PDF", new TextEncoder().encode("%PDF-1.7\n%âãÏÓ\n1 0 obj"), "unsupported-input"],
    ["a ZIP archive", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), "unsupported-input"],
    ["a damaged record", '{"schema":"certdelta.report/1"}', "invalid-record"],
  ])("%s", (_what, document, code) => {
    expect(() => certdelta.parse(document, { name: "bad.md" })).toThrow(
      expect.objectContaining({ code, source: "bad.md" }),
    );
  });

  it("invalid UTF-8, with its place", () => {
    const bytes = Buffer.concat([Buffer.from("Line one.\nLine "), Buffer.from([0xff, 0xfe]), Buffer.from(" two.\n")]);
    expect(() => certdelta.parse(bytes, { name: "bad.md" })).toThrow(
      expect.objectContaining({ code: "invalid-utf8", source: "bad.md", offset: 15, line: 2 }),
    );
  });
});

describe("compare", () => {
  it("finds what moved, and that a stated change does not fit", () => {
    const comparison = certdelta.compare(olderText, newerText, { before: "old.md", after: "new.md" });
    expect(comparison).toMatchObject({
      schema: "certdelta.comparison/1",
      before: { source: "old.md", issue: { number: 20 } },
      after: { source: "new.md", issue: { number: 21 } },
      relation: "consecutive",
      weeks_apart: 1,
    });
    expect(comparison.fields["incidents.handled.total"]).toMatchObject({ kind: "changed", delta: 60, delta_pct: 25 });
    expect(comparison.fields["websites.defaced.gov"]).toMatchObject({ delta: 5, agrees: true });
    expect(comparison.fields["websites.backdoored.gov"]).toMatchObject({ delta: -10, computed: -25, agrees: false });
    expect(comparison.fields["mobile.providers"]).toMatchObject({ kind: "removed", before: 12, after: null });
  });

  it("takes documents, record objects and record text alike", () => {
    const [before, after] = [certdelta.parse(olderText, { name: "o" }), certdelta.parse(newerText, { name: "n" })];
    const expected = certdelta.compareAs("json", olderText, newerText, { before: "o", after: "n" });
    expect(certdelta.compareAs("json", before, after)).toBe(expected);
    expect(certdelta.compareAs("json", JSON.stringify(before), JSON.stringify(after))).toBe(expected);
  });
});

describe("documents of pages", () => {
  const run = (text: string, y: number, size = 10) => ({
    text,
    size,
    box: [50, y, 50 + text.length * 0.5 * size, y + size],
  });
  const pages = JSON.stringify({
    schema: "certdelta.pages/1",
    source: { format: "pdf", bytes: 1234 },
    pages: [
      {
        width: 595,
        height: 842,
        runs: [
          run("Weekly Report of CNCERT", 40, 18),
          run("Issue 43 2023 Oct.16 -Oct.22", 80),
          run("Key Findings", 120, 14),
          run("New Vulnerabilities Collected by CNVD", 160),
          run("366", 174, 16),
        ],
      },
    ],
  });

  it("are read with the text that the spans of their record index", () => {
    const { text, report } = certdelta.parseWithText(pages, { name: "issue-43.pdf" });
    const field = report.fields["vulnerabilities.new.total"] as FoundField;
    expect(field).toMatchObject({ status: "found", value: 366 });
    expect(field.evidence[0]).toMatchObject({ page: 1, box: [50, 174, 74, 190] });
    expect(text.slice(...(field.evidence[0]?.utf16 ?? [0, 0]))).toBe("366");
    expect(report.source).toMatchObject({ name: "issue-43.pdf", format: "pdf", bytes: 1234 });
    expect(certdelta.parse(pages, { name: "issue-43.pdf", input: "pages" })).toEqual(report);
    expect(certdelta.explain(pages)).toContain("[366 = vulnerabilities.new.total]");
  });

  it("that do not fit their schema are refused with the place", () => {
    const error = { code: "invalid-record", message: "/pages/0/runs/0/box: ends before it begins" };
    expect(() => certdelta.parse(pages.replace("[50,40,", "[500,40,"))).toThrow(expect.objectContaining(error));
  });

  it("text is its own text", () => {
    expect(certdelta.parseWithText(newerText)).toEqual({ text: newerText, report: certdelta.parse(newerText) });
  });
});

describe("the rest of the API", () => {
  it("explains a document with every figure marked", () => {
    expect(certdelta.explain(newerText)).toContain("[300 = incidents.handled.total]");
  });

  it("carries the JSON Schemas, and names them when asked for another", () => {
    expect(certdelta.schema("report")).toMatchObject({ $schema: expect.stringContaining("2020-12") });
    const poem = "poem" as never;
    expect(() => certdelta.schema(poem)).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(() => certdelta.schema(poem)).toThrow(/comparison/);
    for (const name of certdelta.info.schemas) expect(certdelta.schema(name)).toHaveProperty("title");
  });

  it("refuses a profile that does not load", () => {
    expect(() => certdelta.addProfile("{", { name: "my.json" })).toThrow(
      expect.objectContaining({ code: "invalid-json", source: "my.json" }),
    );
    expect(() => certdelta.addProfile({ schema: "certdelta.profile/1" })).toThrow(
      expect.objectContaining({ code: "invalid-profile" }),
    );
  });
});
