import { describe, expect, it } from "vitest";
import { type Dated, newestFirst, newestPair, partnerOf } from "../../../web/src/comparing/newest-pair.ts";

function entry(id: number, end: string | null, profile: string | null = "cncert-weekly.en"): Dated {
  const period = end === null ? null : { start: end, end };
  return { id: String(id), report: { profile: profile === null ? null : { id: profile, version: 1 }, period } };
}

describe("newestFirst", () => {
  it("has documents that no profile fits last, and before them reports without a period", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, null, null), entry(3, null), entry(4, "2023-10-29")];
    expect(newestFirst(reports).map(({ id }) => id)).toEqual(["4", "1", "3", "2"]);
  });

  it("keeps the order of what is of one week: the version that is kept comes first", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2023-10-29"), entry(3, "2023-10-29")];
    expect(newestFirst(reports).map(({ id }) => id)).toEqual(["2", "3", "1"]);
  });
});

describe("newestPair", () => {
  it("takes the two newest by period, the older one first, in whatever order they came", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2024-01-07"), entry(3, "2023-12-31")];
    expect(newestPair(reports)).toEqual({ before: "3", after: "2" });
  });

  it("prefers an earlier week to the same week's translation, and one edition to two", () => {
    const reports = [entry(3, "2023-10-29", "cncert-weekly.zh"), entry(1, "2023-10-22"), entry(2, "2023-10-29")];
    expect(newestPair(reports)).toEqual({ before: "1", after: "2" });
  });

  it("is of reports, as long as there are two", () => {
    const stranger = entry(9, null, null);
    expect(newestPair([entry(1, "2023-10-22"), entry(2, "2023-10-29"), stranger])).toEqual({ before: "1", after: "2" });
    expect(newestPair([entry(1, "2023-10-22"), stranger])).toEqual({ before: "9", after: "1" });
  });

  it("counts what has no period as oldest", () => {
    expect(newestPair([entry(1, null), entry(2, "2023-10-22"), entry(3, "2023-10-29")])).toEqual({
      before: "2",
      after: "3",
    });
    expect(newestPair([entry(2, "2023-10-22"), entry(1, null)])).toEqual({ before: "1", after: "2" });
  });

  it("needs two", () => {
    expect(newestPair([])).toBeUndefined();
    expect(newestPair([entry(1, "2023-10-22")])).toBeUndefined();
  });
});

describe("partnerOf", () => {
  const newer = entry(2, "2023-10-29");

  it("is of the nearest week before, in the same edition where that week has it", () => {
    const reports = [entry(3, "2023-11-05"), entry(4, "2023-10-22", "cncert-weekly.zh"), entry(1, "2023-10-22"), newer];
    expect(partnerOf(newer, reports)?.id).toBe("1");
  });

  it("is the week before in the other edition rather than an older one in its own", () => {
    const reports = [entry(1, "2023-10-15"), entry(4, "2023-10-22", "cncert-weekly.zh"), newer];
    expect(partnerOf(newer, reports)?.id).toBe("4");
  });

  it("is never itself, another periodical's, one without a week, or a document that no profile fits", () => {
    const reports = [newer, entry(5, "2023-10-22", "cnvd-weekly.zh"), entry(6, null), entry(7, null, null)];
    expect(partnerOf(newer, reports)).toBeUndefined();
    expect(partnerOf(entry(7, null, null), [newer, entry(1, "2023-10-22")])).toBeUndefined();
  });
});
