import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { load, type Report, type Row } from "certdelta";
import { type ExportFormat, exportFormatOf, exportFormats, exportReports } from "certdelta/export";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { newerText, olderText } from "./fixtures.js";

let certdelta: Awaited<ReturnType<typeof load>>;
let reports: Report[];
let rows: Row[];

beforeAll(async () => {
  certdelta = await load();
  reports = [certdelta.parse(olderText, { name: "=1+1.md" }), certdelta.parse(newerText, { name: "newer.md" })];
  rows = certdelta.rows(reports);
});

const fileOf = async (format: ExportFormat, of: Report[] = reports) =>
  (await exportReports(certdelta, of, format)).bytes;
const textOf = async (format: ExportFormat) => new TextDecoder().decode(await fileOf(format));

test("Parquet is read by another engine, value by value", async () => {
  const path = join(tmpdir(), `certdelta-${process.pid}.parquet`);
  await writeFile(path, await fileOf("parquet"));
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(
    `select issue, year, start::varchar "start", "end"::varchar "end", field, value, text, unit, precision, change, status,
     source, qualifier, profile, page, line, quote from '${path}'`,
  );
  const types = await connection.runAndReadAll(`describe select * from '${path}'`);
  await rm(path);
  expect(read.getRowObjectsJson()).toEqual(
    rows.map(({ value, ...row }) => ({
      ...row,
      value: typeof value === "number" ? value : null,
      text: typeof value === "number" || value === null ? null : [value].flat().join("; "),
    })),
  );
  const typeOf = Object.fromEntries(
    types.getRowObjectsJson().map((column) => [column.column_name, column.column_type]),
  );
  expect(typeOf).toMatchObject({
    issue: "INTEGER",
    start: "DATE",
    value: "DOUBLE",
    text: "VARCHAR",
    precision: "DOUBLE",
  });
});

test("Arrow is read by Arrow's own implementation, value by value, with types", async () => {
  const table = tableFromIPC(await fileOf("arrow"));
  const types = Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]));
  expect(types).toMatchObject({ issue: "Int32", start: "Date32<DAY>", value: "Float64", text: "Utf8" });
  const day = (value: number) => new Date(value).toISOString().slice(0, 10);
  expect(
    table.toArray().map((row) => {
      const { start, end, ...rest } = row.toJSON();
      return { ...rest, start: day(start), end: day(end) };
    }),
  ).toEqual(
    rows.map(({ value, ...row }) => ({
      ...row,
      value: typeof value === "number" ? value : null,
      text: typeof value === "number" || value === null ? null : [value].flat().join("; "),
    })),
  );
});

test("what has no rows is told wherever only rows are shown", async () => {
  const stranger = certdelta.parse("hello world 5 apples", { name: "letter.txt" });
  for (const format of exportFormats) {
    const { diagnostics } = await exportReports(certdelta, [...reports, stranger], format);
    const wanted = ["csv", "xlsx", "parquet", "arrow"].includes(format) ? [["no-rows", true]] : [];
    expect(
      diagnostics.map(({ code, message }) => [code, message.includes("letter.txt")]),
      format,
    ).toEqual(wanted);
  }
});

test("a text that is longer than a cell may be is cut between characters, and that is told", async () => {
  const long = structuredClone(reports[0]) as Report;
  const editor = long.fields["contact.duty_editor"] as { value: string };
  editor.value = `${"x".repeat(32_765)}\u{1f600}${"y".repeat(10)}`;
  const { bytes, diagnostics } = await exportReports(certdelta, [long], "xlsx");
  expect(diagnostics).toMatchObject([{ code: "text-cut", field: "contact.duty_editor" }]);
  const strings = strFromU8(unzipSync(bytes)["xl/sharedStrings.xml"] as Uint8Array);
  expect(strings).toContain(`${"x".repeat(32_765)}\u2026<`);
  expect(Math.max(...[...strings.matchAll(/>([^<]*)</gu)].map(([, text]) => (text as string).length))).toBe(32_766);
});

test("a workbook has a sheet a profile, numbers as numbers and no formulas", async () => {
  const files = unzipSync(await fileOf("xlsx"));
  const part = (name: string) => strFromU8(files[name] as Uint8Array);
  expect(part("xl/workbook.xml")).toContain('name="cncert-weekly.en"');
  const sheet = part("xl/worksheets/sheet1.xml");
  expect(sheet.match(/<row /gu)).toHaveLength(rows.length + 1);
  expect(sheet).not.toContain("<f>");
  const handled = rows.findIndex(({ field }) => field === "incidents.handled.total");
  expect(sheet).toMatch(new RegExp(`<c r="F${handled + 2}"(?! t="s")[^>]*><v>240</v>`, "u"));
  expect(part("xl/sharedStrings.xml")).toContain("=1+1.md");
});

test("a document that no profile fits has a place in a workbook, and text is not taken for an escape", async () => {
  const stranger = certdelta.parse("hello world 5 apples", { name: "A_x0041_B.txt" });
  const files = unzipSync(await fileOf("xlsx", [...reports, stranger]));
  expect(strFromU8(files["xl/workbook.xml"] as Uint8Array)).toContain('name="without a profile"');
  expect(strFromU8(files["xl/sharedStrings.xml"] as Uint8Array)).toContain("A_x005F_x0041_B.txt");
});

test("no reports make files that open, too", async () => {
  for (const format of exportFormats) {
    expect((await fileOf(format, [])).length, format).toBeGreaterThanOrEqual(format === "ndjson" ? 0 : 3);
  }
});

test("NDJSON and JSON give the records back; CSV and Markdown are the core's", async () => {
  const lines = (await textOf("ndjson")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(reports);
  expect(JSON.parse(await textOf("json"))).toEqual(reports);
  expect(await textOf("csv")).toBe(certdelta.rowsAs("csv", reports));
  expect(await textOf("markdown")).toBe(certdelta.seriesAs("markdown", reports));
});

test("the page and the Markdown speak the language that is asked for, and say what stands beside a figure", async () => {
  const about = olderText.replace("has handled 240 network", "has handled about 240 network");
  const report = certdelta.parse(about, { name: "about.md" });
  const written = async (format: ExportFormat, lang?: "en" | "zh") =>
    new TextDecoder().decode((await exportReports(certdelta, [report], format, lang && { lang })).bytes);
  expect(await written("html")).toContain(">about 240</td>");
  const html = await written("html", "zh");
  expect(html).toContain('<html lang="zh">');
  expect(html).toContain(">约 240</td>");
  expect(html).toContain(">处理事件</th>");
  expect(await written("markdown", "zh")).toContain("| 处理事件 | 约 240 |");
  expect(await written("markdown")).toContain("| Incidents handled | about 240 |");
});

test("the page has every value and its quote, and text of a report is only ever text", async () => {
  const hostile = olderText.replace("Duty Editor:", "Duty Editor: <img src=x onerror=alert(1)>");
  const html = new TextDecoder().decode(
    await fileOf("html", [certdelta.parse(hostile, { name: '"><script>alert(1)</script>' })]),
  );
  expect(html).toContain(">240</td>");
  const printed = rows.filter(({ status, source }) => status !== "absent" && source === "=1+1.md");
  expect(html.match(/<tr>/gu)).toHaveLength(1 + printed.length);
  expect(html).toMatch(/<p>Absent: .*Infected hosts;.*<\/p>/u);
  expect(html).toContain("CNCERT has handled 240 network security incidents");
  expect(html).not.toMatch(/<script|<img/u);
  expect(html).not.toMatch(/https?:\/\/(?!www\.cert)/u);
});

test("a file's ending names its format", () => {
  expect(
    ["a.csv", "b.XLSX", "c.parquet", "d.md", "e.htm", "f.jsonl", "g", "h.doc", "i.feather"].map(exportFormatOf),
  ).toEqual(["csv", "xlsx", "parquet", "markdown", "html", "ndjson", undefined, undefined, "arrow"]);
});
