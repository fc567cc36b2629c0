/** certdelta.component.wasm, as jco transpiles it for JavaScript. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpile } from "@bytecodealliance/jco";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  artifact,
  differences,
  documents,
  firstDocument,
  firstPair,
  nativeComparison,
  nativeRecords,
  nativeSeries,
  pairs,
} from "./reference.js";

type Outcome = { tag: "ok" | "err"; val: string };
interface Reports {
  parse(document: Uint8Array, options: string): string;
  parseBatch(documents: { name: string; content: Uint8Array }[]): Outcome[];
  compare(before: Uint8Array, after: Uint8Array, options: string): string;
  series(reports: Uint8Array, options: string): string;
  rows(reports: Uint8Array, options: string): string;
  check(document: Uint8Array, options: string): string;
  explain(document: Uint8Array, options: string): string;
}

const folder = mkdtempSync(join(tmpdir(), "certdelta-component-"));
const bytes = (text: string) => new TextEncoder().encode(text);
let reports: Reports;
let records: string[];

beforeAll(async () => {
  const { files } = await transpile(readFileSync(artifact("component")), { name: "certdelta" });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  reports = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "certdelta.js")).href)).reports;
  records = nativeRecords();
});
afterAll(() => rmSync(folder, { recursive: true }));

test("parse-batch gives the native command's bytes", () => {
  const batch = documents.map(({ name, document }) => ({ name, content: bytes(document) }));
  const outcomes = reports.parseBatch(batch);
  expect(
    differences(
      outcomes.map(({ val }) => val),
      records,
    ),
  ).toEqual([]);
  expect(outcomes.filter(({ tag }) => tag === "err")).toHaveLength(2);
  expect(reports.parseBatch([])).toEqual([]);
});

test("parse gives a record, or fails with an error record", () => {
  const { name, document } = firstDocument;
  expect(reports.parse(bytes(document), JSON.stringify({ name }))).toBe(records[0]);
  const failure = (() => {
    try {
      return reports.parse(Uint8Array.of(0xc3, 0x28), "");
    } catch (error) {
      return error as { payload: string };
    }
  })();
  expect(JSON.parse((failure as { payload: string }).payload)).toMatchObject({ code: "invalid-utf8" });
});

test.each(pairs)("compare: %#", (before, after) => {
  const options = JSON.stringify({ before: before.name, after: after.name });
  expect(reports.compare(bytes(before.document), bytes(after.document), options)).toBe(
    nativeComparison([before, after]),
  );
});

test("series, rows, check and explain", () => {
  const pair = firstPair;
  const input = bytes(pair.map((item) => JSON.stringify(item)).join("\n"));
  expect(reports.series(input, "")).toBe(nativeSeries(pair));
  expect(JSON.parse(reports.rows(input, "")).length).toBeGreaterThan(20);
  expect(JSON.parse(reports.check(bytes(pair[0].document), "{}"))).toMatchObject([{ code: "arrow-lost" }]);
  expect(reports.explain(bytes(pair[0].document), '{"format":"text"}')).toContain("CNCERT");
});

test("memory does not grow with the number of calls", () => {
  const { document } = firstDocument;
  const content = bytes(document);
  for (let round = 0; round < 3_000; round += 1) reports.parse(content, "");
  expect(reports.parse(content, "")).toContain('"schema":"certdelta.report/1"');
});
