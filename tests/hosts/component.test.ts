/** certdelta.component.wasm, as jco transpiles it for JavaScript. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpile } from "@bytecodealliance/jco";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
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

/** The error record of a call that fails. */
function failureOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return JSON.parse((error as { payload: string }).payload);
  }
}

let instances = 0;

/** An instance of its own, and its memory: a component shows that to nobody. */
async function instantiated(): Promise<{ reports: Reports; memory: WebAssembly.Memory }> {
  const { instantiate } = WebAssembly;
  let memory: WebAssembly.Memory | undefined;
  const watched = vi.spyOn(WebAssembly, "instantiate").mockImplementation((async (...args: never) => {
    const instance: WebAssembly.Instance = await instantiate(...(args as Parameters<typeof instantiate>));
    if (instance.exports.memory) memory = instance.exports.memory as WebAssembly.Memory;
    return instance;
  }) as unknown as typeof instantiate);
  const script = `${pathToFileURL(join(folder, "certdelta.js")).href}?${instances++}`;
  const { reports } = await import(/* @vite-ignore */ script);
  watched.mockRestore();
  return { reports, memory: memory as WebAssembly.Memory };
}

beforeAll(async () => {
  const { files } = await transpile(readFileSync(artifact("component")), { name: "certdelta" });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  ({ reports } = await instantiated());
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
  expect(failureOf(() => reports.parse(Uint8Array.of(0xc3, 0x28), ""))).toMatchObject({ code: "invalid-utf8" });
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

test.each([
  ["nothing", new Uint8Array(), "", "empty-input"],
  ["options that are no JSON", bytes("CNCERT/CC"), "{", "usage"],
  ["an unknown option", bytes("CNCERT/CC"), '{"colour": "red"}', "usage"],
  ["more than is read", new Uint8Array(2 ** 25 + 1).fill(0x61), "", "too-large"],
])("%s is an error record, and the next call works", (_, document, options, code) => {
  expect(failureOf(() => reports.parse(document, options))).toMatchObject({ schema: "certdelta.error/1", code });
  expect(reports.parse(bytes(firstDocument.document), JSON.stringify({ name: firstDocument.name }))).toBe(records[0]);
});

test("names of any length and any characters", () => {
  const names = ["", "n".repeat(1_000_000), 'a"\\\n\u0000.md', "報告.md"];
  const outcomes = reports.parseBatch(names.map((name) => ({ name, content: bytes("CNCERT/CC") })));
  expect(outcomes.map(({ val }) => JSON.parse(val).source.name)).toEqual(names);
});

test("memory does not grow with the number of calls", async () => {
  // What other tests have made room for would hide what is lost here.
  const { reports, memory } = await instantiated();
  const content = bytes(firstDocument.document);
  const calls = () => {
    for (let round = 0; round < 200; round += 1) {
      reports.parse(content, "");
      failureOf(() => reports.parse(new Uint8Array(), ""));
      reports.parseBatch([
        { name: "a.md", content },
        { name: "", content: new Uint8Array() },
      ]);
    }
  };
  calls();
  const size = memory.buffer.byteLength;
  for (let round = 0; round < 4; round += 1) calls();
  expect(memory.buffer.byteLength).toBe(size);
});
