// The native command reads texts that were written by hand, each with its record: the wordings of all years, and
// attempts to mislead the reader.
import { beforeAll, describe, expect, test } from "vitest";
import { differences, readCases } from "./cases.mjs";
import { parseTexts, requireNative } from "./command.mjs";
import type { ReportRecord } from "./judge.mjs";

beforeAll(requireNative);

describe.each(["en", "zh"] as const)("cases of edition %s", (edition) => {
  const cases = readCases(edition);
  const records: ReportRecord[] = [];

  beforeAll(() => {
    records.push(...parseTexts(cases.map(({ text }) => text)));
  });

  test.each(cases.map((wanted, index) => ({ ...wanted, index })))("$file:$line $title", ({ index, ...wanted }) => {
    expect(differences(wanted, records[index] as ReportRecord)).toEqual([]);
  });
});
