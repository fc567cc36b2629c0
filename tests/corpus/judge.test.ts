// The judge of the reading test must find what it is there for: each way in which a record can be wrong.
import { describe, expect, test } from "vitest";
import { numberOf } from "./fold.mjs";
import { type Evidence, judge, type ReportRecord } from "./judge.mjs";
import type { Truth } from "./truth.mjs";

const source = "Caf\u00e9\nhandled 253 incidents, up 16.8%\nsince January 9,120\nHits: 77 on 2020-01-02, call 400\n";

function evidenceOf(text: string): Evidence {
  const start = source.indexOf(text);
  const before = source.slice(0, start);
  const bytes = Buffer.byteLength(before);
  return {
    bytes: [bytes, bytes + Buffer.byteLength(text)],
    utf16: [start, start + text.length],
    line: before.split("\n").length,
    text,
    quote: text,
  };
}

const unassigned = (text: string) => ({ text, evidence: evidenceOf(text) });

const truth: Truth = {
  profile: "p.en",
  issue: { number: 1, year: 2020 },
  period: { start: "2020-01-06", end: "2020-01-12" },
  fields: {
    handled: { value: 253, printed: "253", precision: 1, change: { kind: "percent", value: 16.8, direction: "up" } },
  },
  absent: ["missing"],
  rejected_or_ambiguous: ["twice"],
  open: { cut: [12] },
  unassigned: ["9,120"],
  optional: [],
  noise: ["Hits: 77 on 2020-01-02, call 400"],
  diagnostics: [{ code: "arrow-lost" }],
  damages: [],
};

function perfect(): ReportRecord {
  return {
    profile: { id: "p.en" },
    issue: { number: 1, year: 2020 },
    period: { start: "2020-01-06", end: "2020-01-12" },
    fields: {
      handled: {
        status: "found",
        value: 253,
        precision: 1,
        change: { kind: "percent", value: 16.8, direction: "up" },
        evidence: [evidenceOf("253")],
      },
      missing: { status: "absent" },
      twice: { status: "ambiguous", candidates: [] },
      cut: { status: "rejected", candidates: [] },
    },
    unassigned: [unassigned("9,120"), unassigned("77"), unassigned("400")],
    diagnostics: [{ code: "arrow-lost", field: null }],
  };
}

test("a perfect record has no findings", () => {
  expect(judge(perfect(), truth, source)).toEqual([]);
});

describe("each fault is found", () => {
  const faults: [string, (record: ReportRecord) => void, string][] = [
    ["another profile", (record) => (record.profile = null), "profile"],
    ["another issue", (record) => (record.issue.number = 2), "issue"],
    ["another period", (record) => (record.period = null), "period"],
    [
      "a value that is not found",
      (record) => (record.fields.handled = { status: "absent" }),
      "handled: wanted 253, got absent",
    ],
    [
      "a wrong value",
      (record) => Object.assign(record.fields.handled ?? {}, { value: 252 }),
      "handled: wanted 253, got 252",
    ],
    ["a wrong precision", (record) => Object.assign(record.fields.handled ?? {}, { precision: 10 }), "precision"],
    [
      "an invented qualifier",
      (record) => Object.assign(record.fields.handled ?? {}, { qualifier: "about" }),
      "qualifier",
    ],
    ["a lost change", (record) => delete record.fields.handled?.change, "change"],
    [
      "an invented field",
      (record) =>
        Object.assign(record.fields.missing ?? {}, { status: "found", value: 1, evidence: [evidenceOf("9,120")] }),
      "missing: wanted absent",
    ],
    [
      "a choice between two values",
      (record) => Object.assign(record.fields.twice ?? {}, { status: "found", value: 1 }),
      "twice: wanted rejected or ambiguous",
    ],
    [
      "the stump of a number",
      (record) => Object.assign(record.fields.cut ?? {}, { status: "found", value: 1 }),
      "cut: wrong 1",
    ],
    ["a figure that nobody accounts for", (record) => record.unassigned.shift(), '"9,120" is missing'],
    [
      "a field's figure listed as unassigned",
      (record) => record.unassigned.push(unassigned("253")),
      "belongs to a field",
    ],
    ["a figure of the page around that is left out", (record) => record.unassigned.pop(), "of the page around"],
    ["a missing diagnostic", (record) => record.diagnostics.pop(), "diagnostic missing"],
    ["bytes counted as characters", (record) => shift(record, "bytes"), "text at bytes"],
    ["UTF-16 units that are off", (record) => shift(record, "utf16"), "text at utf16"],
    ["another line", (record) => Object.assign(record.fields.handled?.evidence?.[0] ?? {}, { line: 1 }), "line of"],
    [
      "a quote that is not in the source",
      (record) => Object.assign(record.fields.handled?.evidence?.[0] ?? {}, { quote: "253  incidents" }),
      "quote",
    ],
    [
      "evidence of another number",
      (record) => Object.assign(record.fields.handled ?? {}, { evidence: [evidenceOf("16.8%")] }),
      "is not 253",
    ],
    [
      "a value without evidence",
      (record) => Object.assign(record.fields.handled ?? {}, { evidence: [] }),
      "without evidence",
    ],
  ];

  test.each(faults)("%s", (_, spoil, finding) => {
    const record = perfect();
    spoil(record);
    expect(judge(record, truth, source).join("\n")).toContain(finding);
  });
});

function shift(record: ReportRecord, key: "bytes" | "utf16") {
  const evidence = record.fields.handled?.evidence?.[0];
  if (evidence) {
    evidence[key] = [evidence[key][0] - 1, evidence[key][1] - 1];
  }
}

test.each([
  ["5,087", 5087],
  ["5\u2009087", 5087],
  ["about 957 thousand", 957_000],
  ["1.15\nmillion", 1_150_000],
  ["18.4 \u4e07", 184_000],
  ["1.2\u4ebf", 120_000_000],
  ["\uff15\uff16.\uff16\uff05", 56.6],
  ["none", null],
  ["12 of 30", null],
])("%j stands for %j", (printed, value) => {
  expect(numberOf(printed)).toBe(value);
});
