import { describe, expect, it } from "vitest";
import { type Dated, newestPair, partnerOf } from "../../../web/src/comparing/newest-pair.ts";

function entry(id: number, end: string | null, profile = "cncert-weekly.en"): Dated {
  const period = end === null ? null : { start: end, end };
  return { id: String(id), report: { profile: { id: profile, version: 1 }, period } };
}

describe("newestPair", () => {
  it("takes the two newest by period, the older one first, in whatever order they came", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2024-01-07"), entry(3, "2023-12-31")];
    expect(newestPair(reports)).toEqual({ before: "3", after: "2" });
  });

  it("prefers an earlier week of the same edition to the same week's translation", () => {
    const reports = [entry(1, "2023-10-22"), entry(2, "2023-10-29"), entry(3, "2023-10-29", "cncert-weekly.zh")];
    expect(newestPair(reports)).toEqual({ before: "2", after: "3" });
    expect(newestPair([...reports, entry(4, "2023-10-22", "cncert-weekly.zh")])).toEqual({ before: "4", after: "3" });
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
  it("is the last report before it of the same edition, and never itself", () => {
    const newer = entry(2, "2023-10-29");
    const reports = [entry(3, "2023-11-05"), entry(1, "2023-10-22"), newer, entry(4, "2023-10-22", "cncert-weekly.zh")];
    expect(partnerOf(newer, reports)).toBe("1");
    expect(partnerOf(newer, [newer])).toBeUndefined();
  });
});
