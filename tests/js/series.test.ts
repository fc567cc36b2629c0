/** Series and rows of the package: what it takes, what it gives, what it refuses. */
import { type Certdelta, CertdeltaError, load, type Report, type SeriesItem } from "certdelta";
import { beforeAll, describe, expect, it } from "vitest";
import { newerText, olderText } from "./fixtures.ts";

let certdelta: Certdelta;
let older: Report;
let newer: Report;

beforeAll(async () => {
  certdelta = await load();
  older = certdelta.parse(olderText, { name: "a.md" });
  newer = certdelta.parse(newerText, { name: "b.md" });
});

const errorOf = (body: () => unknown): CertdeltaError => {
  try {
    body();
  } catch (error) {
    if (error instanceof CertdeltaError) return error;
  }
  throw new Error("nothing was thrown");
};

describe("series", () => {
  it("puts records, named documents and texts into the order of their weeks", () => {
    const series = certdelta.series([newer, { name: "a.md", document: olderText }]);
    expect(series).toMatchObject({ schema: "certdelta.series/1", periodical: "cncert-weekly", by: "week", gaps: [] });
    expect(series.reports.map(({ source }) => source)).toEqual(["a.md", "b.md"]);
    expect(series.fields["incidents.handled.total"]).toMatchObject({
      unit: "incidents",
      aggregate: "sum",
      points: [
        { start: "2024-05-13", value: 240, status: "found", z: -0.67, anomaly: false },
        { start: "2024-05-20", value: 300 },
      ],
      summary: { count: 2, minimum: 240, maximum: 300, median: 270, mad: 30, slope_per_week: 60 },
    });
    expect(series.fields["incidents.handled.total"]).not.toHaveProperty("rollup");
    expect(certdelta.series(new Set([newerText])).reports).toHaveLength(1);
  });

  it("judges stated changes as the documents do, though it keeps little of a record", () => {
    const codes = (items: SeriesItem[]) => certdelta.series(items).diagnostics.map(({ code }) => code);
    expect(codes([older, newer])).toContain("stated-change-disagrees");
    const padded = [olderText, newerText.replace("an increase of 25.0%", "an increase of 26.0%")];
    expect(codes(padded)).toEqual(codes(padded.map((document) => certdelta.parse(document))));
    expect(codes(padded).filter((code) => code === "stated-change-disagrees")).toHaveLength(2);
  });

  it("rolls up", () => {
    const { fields } = certdelta.series([older, newer], { by: "quarter" });
    expect(fields["incidents.handled.total"]?.rollup).toEqual([{ key: "2024-Q2", value: 540, weeks: 2, missing: 11 }]);
  });

  it("takes an async iterable, and then gives a promise", async () => {
    async function* reports() {
      yield newer;
      yield older;
    }
    expect(await certdelta.series(reports(), { by: "year" })).toEqual(certdelta.series([older, newer], { by: "year" }));
    async function* broken() {
      yield newer;
      throw new RangeError("no more");
    }
    await expect(certdelta.series(broken())).rejects.toThrow(RangeError);
  });

  it("gives an empty series for nothing", () => {
    expect(certdelta.series([])).toMatchObject({ periodical: null, reports: [], fields: {} });
  });

  it("refuses a record whose profile is not known here, and names it", () => {
    const stranger = { ...newer, profile: { id: "harbour-weekly.en", version: 1 } };
    const error = errorOf(() => certdelta.series([older, stranger]));
    expect(error.code).toBe("not-found");
    expect(error.message).toMatch(/^record 2: its profile "harbour-weekly\.en" is not known here/);
    expect(errorOf(() => certdelta.series([""])).code).toBe("empty-input");
  });
});

describe("rows", () => {
  it("gives one a report and field, typed", () => {
    const rows = certdelta.rows([older, newer]);
    expect(rows).toHaveLength(Object.keys(older.fields).length * 2);
    expect(rows.find(({ field, source }) => field === "websites.defaced.gov" && source === "b.md")).toEqual({
      issue: 21,
      year: 2024,
      start: "2024-05-20",
      end: "2024-05-26",
      field: "websites.defaced.gov",
      value: 25,
      unit: "websites",
      precision: 1,
      change: "up 25%",
      status: "found",
      source: "b.md",
      qualifier: null,
      profile: "cncert-weekly.en",
      page: null,
      line: expect.any(Number),
      quote: expect.stringContaining("25 ("),
    });
    expect(rows.find(({ field, source }) => field === "mobile.providers" && source === "b.md")).toMatchObject({
      value: null,
      status: "absent",
    });
  });

  it("writes CSV with a header, which disarms formulas, and the descriptor of a data package", () => {
    const csv = certdelta.rowsAs("csv", [{ name: "=1+1.md", document: newerText }]);
    expect(csv.startsWith(certdelta.info.csv_header)).toBe(true);
    expect(csv).toContain(",'=1+1.md,,cncert-weekly.en,,,\r\n");
    const descriptor = JSON.parse(certdelta.rowsAs("datapackage", [newer]));
    expect(descriptor.resources.map(({ name }: { name: string }) => name)).toEqual(["data", "fields"]);
  });
});
