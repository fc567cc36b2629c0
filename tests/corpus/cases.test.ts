// The native command reads texts that were written by hand, each with its record: the wordings of all years, and
// attempts to mislead the reader.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences, readCases } from "./cases.mjs";
import { parseFiles, requireNative } from "./command.mjs";
import type { ReportRecord } from "./judge.mjs";

const folder = mkdtempSync(join(tmpdir(), "certdelta-cases-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

describe.each(["en", "zh"] as const)("cases of edition %s", (edition) => {
  const cases = readCases(edition);
  const records: ReportRecord[] = [];

  beforeAll(() => {
    const paths = cases.map(({ text }, index) => {
      const path = join(folder, `${edition}-${index}.txt`);
      writeFileSync(path, text);
      return path;
    });
    records.push(...parseFiles(paths).map((line) => JSON.parse(line) as ReportRecord));
  });

  test.each(cases.map((wanted, index) => ({ ...wanted, index })))("$file:$line $title", ({ index, ...wanted }) => {
    expect(differences(wanted, records[index] as ReportRecord)).toEqual([]);
  });
});
