import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
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

const textOf = async (format: ExportFormat) =>
  new TextDecoder().decode(await exportReports(certdelta, reports, format));

test("Parquet is read by another engine, value by value", async () => {
  const path = join(tmpdir(), `certdelta-${process.pid}.parquet`);
  await writeFile(path, await exportReports(certdelta, reports, "parquet"));
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(
    `select issue, year, start::varchar "start", "end"::varchar "end", field, value, text, unit, precision, change, status,
     source, profile from '${path}'`,
  );
  const types = await connection.runAndReadAll(`describe select * from '${path}'`);
  await rm(path);
  expect(read.getRowObjectsJson()).toEqual(
    rows.map(({ value, ...row }) => ({
      ...row,
      value: typeof value === "number" ? value : null,
      text: typeof value === "number" || value === null ? null : [value].flat().join("; "),
      profile: "cncert-weekly.en",
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

test("a workbook has a sheet a profile, numbers as numbers and no formulas", async () => {
  const files = unzipSync(await exportReports(certdelta, reports, "xlsx"));
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
  const files = unzipSync(await exportReports(certdelta, [...reports, stranger], "xlsx"));
  expect(strFromU8(files["xl/workbook.xml"] as Uint8Array)).toContain('name="without a profile"');
  expect(strFromU8(files["xl/sharedStrings.xml"] as Uint8Array)).toContain("A_x005F_x0041_B.txt");
});

test("no reports make files that open, too", async () => {
  for (const format of exportFormats) {
    expect((await exportReports(certdelta, [], format)).length, format).toBeGreaterThanOrEqual(
      format === "ndjson" ? 0 : 3,
    );
  }
});

test("NDJSON and JSON give the records back; CSV and Markdown are the core's", async () => {
  const lines = (await textOf("ndjson")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(reports);
  expect(JSON.parse(await textOf("json"))).toEqual(reports);
  expect(await textOf("csv")).toBe(certdelta.rowsAs("csv", reports));
  expect(await textOf("markdown")).toBe(certdelta.seriesAs("markdown", reports));
});

test("the page has every value and its quote, and text of a report is only ever text", async () => {
  const hostile = olderText.replace("Duty Editor:", "Duty Editor: <img src=x onerror=alert(1)>");
  const html = new TextDecoder().decode(
    await exportReports(certdelta, [certdelta.parse(hostile, { name: '"><script>alert(1)</script>' })], "html"),
  );
  expect(html).toContain(">240</td>");
  expect(html).toContain("CNCERT has handled 240 network security incidents");
  expect(html).not.toMatch(/<script|<img/u);
  expect(html).not.toMatch(/https?:\/\/(?!www\.cert)/u);
});

test("a file's ending names its format", () => {
  expect(["a.csv", "b.XLSX", "c.parquet", "d.md", "e.htm", "f.jsonl", "g", "h.doc"].map(exportFormatOf)).toEqual([
    "csv",
    "xlsx",
    "parquet",
    "markdown",
    "html",
    "ndjson",
    undefined,
    undefined,
  ]);
});
