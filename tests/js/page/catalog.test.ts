import { readFileSync } from "node:fs";
import type { Report } from "certdelta";
import { load, recordLine } from "certdelta";
import { beforeAll, describe, expect, it } from "vitest";
import { countsOf } from "../../../web/src/reading/counts.ts";
import type { SeriesAnswer } from "../../../web/src/reading/protocol.ts";
import { seriesAnswer } from "../../../web/src/reading/series-answer.ts";
import { byPeriodical, catalogOf, groupOf, seriesLines } from "../../../web/src/store/catalog.ts";
import type { Entry } from "../../../web/src/store/store.ts";
import { rangesOf, trendsOf } from "../../../web/src/trends/trend.ts";

const text = readFileSync(new URL("../../e2e/fixtures/issue-21-2024.md", import.meta.url), "utf8");
const week = (issue: string, handled = 300) =>
  text.replace("Issue 21 2024 May.20 -May.26", issue).replace("handled 300 network", `handled ${handled} network`);

let parse: (name: string, document: string) => Report;
let seriesOf: (entries: readonly Entry[]) => SeriesAnswer;

beforeAll(async () => {
  const certdelta = await load();
  parse = (name, document) => certdelta.parse(document, name);
  seriesOf = (entries) => {
    certdelta.feedSeries(new TextEncoder().encode(seriesLines(entries).join("\n")), { end: true });
    return seriesAnswer(JSON.parse(certdelta.endSeries("json", { by: "month" })), []);
  };
});

function entry(name: string, document: string): Entry {
  const report = parse(name, document);
  const line = recordLine(JSON.stringify(report));
  const stored = { line, counts: countsOf(report), hasText: true, hasOriginal: false, deleted: false };
  return { id: `id of ${name}`, name, added: 0, ...stored, report: JSON.parse(line) as Report };
}

const rowsOf = (entries: readonly Entry[]) =>
  groupOf("cncert-weekly", entries, seriesOf(entries)).rows.map((row) =>
    row.kind === "gap"
      ? `gap of ${row.weeks}`
      : [row.id, ...row.versions.map(({ id, relation }) => `${relation} ${id}`)].join(", "),
  );

describe("the order of the library", () => {
  it("is that of the weeks, with gaps, whatever came first", () => {
    const entries = [
      entry("c.md", week("Issue 25 2024 Jun.17 -Jun.23")),
      entry("a.md", week("Issue 21 2024 May.20 -May.26")),
      entry("b.md", week("Issue 22 2024 May.27 -Jun.2")),
    ];
    expect(rowsOf(entries)).toEqual(["id of a.md", "id of b.md", "gap of 2", "id of c.md"]);
  });

  it("joins copies and versions of one week, in every mixture of them", () => {
    const [one, copy, corrected] = [
      entry("issue-21.md", week("Issue 21 2024 May.20 -May.26")),
      entry("issue-21-copy.md", week("Issue 21 2024 May.20 -May.26")),
      entry("issue-21-rev2.md", week("Issue 21 2024 May.20 -May.26", 310)),
    ] as const;
    expect(rowsOf([one, copy])).toEqual(["id of issue-21.md, duplicate id of issue-21-copy.md"]);
    expect(rowsOf([corrected, one])).toEqual(["id of issue-21-rev2.md, revision id of issue-21.md"]);
    const [all] = rowsOf([one, copy, corrected]);
    expect(all).toMatch(
      /^id of issue-21-rev2\.md, revision id of issue-21(-copy)?\.md, revision id of issue-21(-copy)?\.md$/,
    );
    const { placed } = catalogOf([groupOf("p", [one, copy, corrected], seriesOf([one, copy, corrected]))]);
    expect(placed.size).toBe(3);
  });

  it("tells documents of one name apart by their weeks", () => {
    const first = { ...entry("report.md", week("Issue 21 2024 May.20 -May.26")), id: "first" };
    const second = { ...entry("report.md", week("Issue 22 2024 May.27 -Jun.2")), id: "second" };
    expect(rowsOf([second, first])).toEqual(["first", "second"]);
  });

  it("tells versions of one name apart from each other and from the documents of other weeks", () => {
    const named = (id: string, document: string) => ({ ...entry("report.md", document), id });
    const corrected = named("corrected", week("Issue 21 2024 May.20 -May.26", 310));
    const first = named("first", week("Issue 21 2024 May.20 -May.26"));
    const older = { ...entry("report.md (2)", week("Issue 20 2024 May.13 -May.19")), id: "older" };
    const rows = rowsOf([first, older, corrected]);
    expect(rows[0]).toBe("older");
    expect(rows.slice(1)).toEqual([
      expect.stringMatching(/^(first, revision corrected|corrected, revision first)$/) as unknown,
    ]);
  });

  it("is one for each periodical; what no profile fits is in none", () => {
    const groups = byPeriodical([entry("a.md", text), entry("club.md", "Garden club, 14 members.")]);
    expect([...groups].map(([periodical, members]) => [periodical, members.length])).toEqual([["cncert-weekly", 1]]);
  });
});

describe("a trend", () => {
  const build = () => {
    const entries = [
      entry("a.md", week("Issue 21 2024 May.20 -May.26", 200)),
      entry("b.md", week("Issue 22 2024 May.27 -Jun.2", 210)),
      entry("c.md", week("Issue 25 2024 Jun.17 -Jun.23", 220)),
    ];
    const group = groupOf("cncert-weekly", entries, seriesOf(entries));
    return { group, byId: new Map(entries.map((each) => [each.id, each])) };
  };

  it("has an item a week, the report it is of, and the gaps between", () => {
    const { group, byId } = build();
    const trend = trendsOf(group, "week", byId)("incidents.handled.total");
    expect(trend?.items.map(({ label, value, entry: id }) => [label, value, id])).toEqual([
      ["2024-05-20 – 2024-05-26", 200, "id of a.md"],
      ["2024-05-27 – 2024-06-02", 210, "id of b.md"],
      ["2024-06-17 – 2024-06-23", 220, "id of c.md"],
    ]);
    expect(trend?.gaps.map(({ label, weeks }) => [label, weeks])).toEqual([["2024-06-03 – 2024-06-16", 2]]);
  });

  it("rolls weeks up, and counts those that are missing", () => {
    const { group, byId } = build();
    const items = trendsOf(group, "month", byId)("incidents.handled.total")?.items;
    expect(items?.map(({ label, value, weeks }) => [label, value, weeks])).toEqual([
      ["2024-05", 200, { with: 1, all: 4 }],
      ["2024-06", 430, { with: 2, all: 5 }],
    ]);
  });

  it("marks a figure that a check of its report contradicts", () => {
    const { group, byId } = build();
    const marked = (name: string) => trendsOf(group, "week", byId)(name)?.items.map((item) => item.contradiction);
    expect(marked("websites.backdoored.gov")).toEqual(["report", "report", "report"]);
    expect(marked("incidents.handled.total")).toEqual([undefined, undefined, undefined]);
  });

  it("marks a week whose editions disagree, and has what each of them prints", () => {
    const chinese = readFileSync(new URL("../../../web/src/samples/sample-zh-2019-43.md", import.meta.url), "utf8");
    const english = readFileSync(new URL("../../../web/src/samples/sample-2019-43.md", import.meta.url), "utf8");
    const entries = [entry("en.md", english), entry("zh.md", chinese.replaceAll("1594", "1604"))];
    const group = groupOf("cncert-weekly", entries, seriesOf(entries));
    const byId = new Map(entries.map((each) => [each.id, each]));
    const marked = (name: string) =>
      trendsOf(
        group,
        "week",
        byId,
      )(name)?.items.map(({ value, contradiction, printed }) => ({
        value,
        contradiction,
        printed,
      }));
    expect(marked("incidents.handled.total")).toEqual([
      { value: null, contradiction: "editions", printed: [1594, 1604] },
    ]);
    expect(marked("incidents.handled.phishing")?.map(({ contradiction }) => contradiction)).toEqual([undefined]);
  });

  it("is of the last weeks only where a range is chosen", () => {
    const entries = [1, 2, 14, 15].map((count) => {
      const [start, end] = [0, 6].map((days) => new Date(Date.UTC(2024, 0, 1 + 7 * (count - 1) + days)));
      const day = (date: Date | undefined) =>
        date?.toLocaleDateString("en", { month: "short", day: "numeric", timeZone: "UTC" }).replace(" ", ".");
      return entry(`${count}.md`, week(`Issue ${count} 2024 ${day(start)} -${day(end)}`));
    });
    const group = groupOf("cncert-weekly", entries, seriesOf(entries));
    const byId = new Map(entries.map((each) => [each.id, each]));
    expect(rangesOf(group)).toEqual([13]);
    const { items, gaps } = trendsOf(group, "week", byId, 13)("incidents.handled.total") ?? {};
    expect(items?.map(({ entry: id }) => id)).toEqual(["id of 14.md", "id of 15.md"]);
    expect(gaps?.map(({ start, end }) => (end - start) / (7 * 86_400_000))).toEqual([11]);
  });

  it("has in months the gaps that are whole months only", () => {
    const entries = [
      entry("a.md", week("Issue 2 2024 Jan.8 -Jan.14")),
      entry("b.md", week("Issue 5 2024 Jan.29 -Feb.4")),
      entry("c.md", week("Issue 19 2024 May.6 -May.12")),
    ];
    const group = groupOf("cncert-weekly", entries, seriesOf(entries));
    const byId = new Map(entries.map((each) => [each.id, each]));
    const gaps = trendsOf(group, "month", byId)("incidents.handled.total")?.gaps ?? [];
    expect(gaps.map(({ start, end }) => [start, end].map((at) => new Date(at).toISOString().slice(0, 7)))).toEqual([
      ["2024-03", "2024-05"],
    ]);
  });

  it("is of figures only", () => {
    const fields = build().group.figures;
    expect(fields).toContain("incidents.handled.total");
    expect(fields).not.toContain("contact.tel");
    expect(fields).not.toContain("about.as_of_year");
  });
});
