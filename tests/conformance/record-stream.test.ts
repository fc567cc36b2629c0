// Records in any number, as both commands take them: the same bytes for every input, however broken.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, ROOT, requireNative } from "../corpus/command.mjs";

const NPM_COMMAND = join(ROOT, "js/bin/certdelta.js");
const folder = mkdtempSync(join(tmpdir(), "certdelta-record-stream-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

const document = (day: number, value: number) =>
  `Weekly Report of CNCERT\n\nIssue 20 2024 May.${day} -May.${day + 6}\n\nIncident Handling\n\nThis week, CNCERT has handled ${value} network security incidents.\n\nThanks to all partners.\n`;
const parsed = (day: number, value: number) =>
  spawnSync(NATIVE, ["parse", "-"], { input: document(day, value), encoding: "utf8" }).stdout.trimEnd();

/** What both commands do with the same bytes, in a file and on standard input. */
function bothOf(bytes: Uint8Array | string, ...options: string[]) {
  const path = join(folder, "records.ndjson");
  writeFileSync(path, bytes);
  const outcome = (command: string, args: string[], input?: Uint8Array | string) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      ...(input !== undefined && { input }),
      maxBuffer: 1e9,
    });
    return { status, stdout: stdout.toString("latin1"), stderr: stderr.toString("latin1") };
  };
  const args = ["series", ...options];
  const native = outcome(NATIVE, [...args, path]);
  expect(outcome(process.execPath, [NPM_COMMAND, ...args, path])).toEqual(native);
  const piped = outcome(NATIVE, [...args, "-"], bytes);
  expect(outcome(process.execPath, [NPM_COMMAND, ...args, "-"], bytes)).toEqual(piped);
  expect(piped.stdout).toBe(native.stdout);
  return native;
}

describe("a stream of records", () => {
  let one: string;
  let two: string;
  beforeAll(() => {
    one = parsed(13, 240);
    two = parsed(20, 300);
  });
  const weeks = ({ stdout }: { stdout: string }) => JSON.parse(stdout).reports.length as number;

  test("one a line, with empty lines and CRLF", () => {
    expect(weeks(bothOf(`${one}\r\n\r\n${two}\n`))).toBe(2);
  });

  test("several on a line", () => {
    expect(weeks(bothOf(`${one} ${two}\n${one}${two}`))).toBe(2);
  });

  test("pretty-printed, one after the other and as an array", () => {
    const pretty = [one, two].map((record) => JSON.stringify(JSON.parse(record), null, 2));
    expect(weeks(bothOf(pretty.join("\n")))).toBe(2);
    expect(weeks(bothOf(`[${pretty.join(",\n")}]`))).toBe(2);
    expect(weeks(bothOf(`\ufeff[\n${one},\n${two}\n]\n`))).toBe(2);
  });

  test("documents among records, and the formats for people", () => {
    const mixed = `${one}\n${JSON.stringify({ name: "b.md", document: document(20, 300) })}\n`;
    expect(weeks(bothOf(mixed))).toBe(2);
    for (const format of ["csv", "markdown", "table", "json"]) {
      expect(bothOf(mixed, "--format", format, "--by", "month", "--lang", "zh").status).toBe(0);
    }
  });

  test.each([
    ["bad UTF-8", (record: string) => Buffer.from(record.replace("found", "f\xffund"), "latin1"), "ill-formed UTF-8"],
    [
      "a key that is there twice",
      (record: string) => record.replace('"issue":', '"issue":{},"issue":'),
      "invalid-record",
    ],
    ["a record that breaks off", (record: string) => record.slice(0, 300), "invalid-json"],
    ["no JSON at all", () => "what is this", "invalid-json"],
    ["another schema", () => '{"schema":"certdelta.comparison/1"}', "invalid-record"],
    [
      "a document that could not be read",
      () => '{"schema":"certdelta.error/1","source":"c.md","code":"scanned-input","message":"is a picture"}',
      "record 2",
    ],
    [
      "a record of another periodical",
      (record: string) => record.replaceAll("cncert-weekly.en", "harbour-weekly.en"),
      "not-found",
    ],
  ])("%s does not stop the others, and is told", (_, damage, told) => {
    const lines = [one, damage(one), two].flatMap((line) => [Buffer.from(line as string), Buffer.from("\n")]);
    const outcome = bothOf(Buffer.concat(lines));
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(told);
    expect(weeks(outcome)).toBe(2);
  });

  test("an array of more than 32 MiB", () => {
    const padded = JSON.parse(one);
    padded.diagnostics.push({ severity: "info", code: "x", field: null, message: "y".repeat(1 << 20) });
    const copies = Array.from({ length: 34 }, () => JSON.stringify(padded));
    expect(weeks(bothOf(`[${[...copies, two].join(",\n")}]`))).toBe(2);
  }, 60_000);

  test("a record of more than 32 MiB is refused, the others are not", () => {
    const large = `{"schema":"certdelta.report/1","source":"${"y".repeat(33 << 20)}"}`;
    const outcome = bothOf(`${one}\n${large}\n${two}\n`);
    expect(outcome.stderr).toContain("record 2: has more than the 33554432 bytes that are read");
    expect(weeks(outcome)).toBe(2);
  }, 60_000);

  test("a document of more than 32 MiB, and nothing at all", () => {
    expect(bothOf("1 ".repeat(17 << 20)).stderr).toContain("has more than the 33554432 bytes");
    expect(bothOf("").stderr).toContain("empty-input");
  }, 60_000);
});
