import type { Report } from "certdelta";
import { describe, expect, it } from "vitest";
import { newestPair } from "../../../web/src/comparing/newest-pair.ts";
import { recordsAsNdjson } from "../../../web/src/records.ts";
import {
  comparedPair,
  type Entry,
  initialState,
  orderedEntries,
  type ReadEntry,
  reduce,
} from "../../../web/src/state.ts";

function report(end: string | null, profile = "cncert-weekly.en"): Report {
  return {
    schema: "certdelta.report/1",
    source: { name: "r", format: "text", bytes: 1, language: null },
    profile: { id: profile, version: 1 },
    issue: { number: null, year: null },
    period: end === null ? null : { start: end, end },
    fields: {},
    unassigned: [],
    diagnostics: [],
  };
}

function entry(id: number, end: string | null, profile?: string): ReadEntry {
  const record = report(end, profile);
  return {
    state: "read",
    id,
    name: `${id}.md`,
    record: JSON.stringify(record),
    report: record,
    text: "",
    extracted: false,
    pdf: undefined,
  };
}

const failed: Entry = {
  state: "failed",
  id: 9,
  name: "bad.md",
  error: { schema: "certdelta.error/1", source: null, code: "empty-input", message: "m" },
};

describe("newestPair", () => {
  it("takes the two newest by period, the older one first, in whatever order they came", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2024-01-07"), entry(3, "2023-12-31")];
    expect(newestPair(reports)).toEqual({ before: 3, after: 2 });
  });

  it("prefers an earlier week of the same edition to the same week's translation", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2023-10-29"), entry(3, "2023-10-29", "cncert-weekly.zh")];
    expect(newestPair(reports)).toEqual({ before: 2, after: 3 });
    expect(newestPair([...reports, entry(4, "2023-10-22", "cncert-weekly.zh")])).toEqual({ before: 4, after: 3 });
  });

  it("counts what has no period as oldest", () => {
    expect(newestPair([entry(1, null), entry(2, "2023-10-22"), entry(3, "2023-10-29")])).toEqual({
      before: 2,
      after: 3,
    });
    expect(newestPair([entry(2, "2023-10-22"), entry(1, null)])).toEqual({ before: 1, after: 2 });
  });

  it("needs two", () => {
    expect(newestPair([])).toBeUndefined();
    expect(newestPair([entry(1, "2023-10-22")])).toBeUndefined();
  });
});

describe("the table", () => {
  const entries = [entry(1, "2023-12-31"), failed, entry(2, "2023-10-22")];
  const idsIn = (order: "given" | "ascending" | "descending") =>
    orderedEntries({ ...initialState, entries, order }).map(({ id }) => id);

  it("keeps the order of arrival, or sorts by period with the unread ones last", () => {
    expect(idsIn("given")).toEqual([1, 9, 2]);
    expect(idsIn("ascending")).toEqual([2, 1, 9]);
    expect(idsIn("descending")).toEqual([1, 2, 9]);
  });

  it("is saved in its order, records as the core wrote them, errors in their place", () => {
    const [first, , last] = entries.map((each) => (each.state === "read" ? each.record : ""));
    const error = '{"schema":"certdelta.error/1","source":"bad.md","code":"empty-input","message":"m"}';
    expect(recordsAsNdjson(entries)).toBe(`${first}\n${error}\n${last}\n`);
  });
});

describe("what is compared", () => {
  const state = { ...initialState, entries: [entry(1, "2023-10-22"), entry(2, "2023-10-29"), entry(3, "2023-11-05")] };

  it("follows the newest until the user chooses", () => {
    expect(comparedPair(state)).toEqual({ before: 2, after: 3 });
    expect(comparedPair(reduce(state, { type: "paired", pair: { before: 1 } }))).toEqual({ before: 1, after: 3 });
  });

  it("forgets the choice when the page is cleared", () => {
    const chosen = reduce(state, { type: "paired", pair: { before: 1 } });
    expect(comparedPair(reduce(chosen, { type: "cleared" }))).toBeUndefined();
  });
});
