import { load, type ProfileInfo } from "certdelta";
import { expect, it } from "vitest";
import { headlineFields } from "../../../web/src/store/headlines.ts";

const profile = (...names: string[]): ProfileInfo => ({
  id: "harbour.en",
  version: 1,
  language: "en",
  title: { en: "Harbour", zh: "" },
  fields: names.map((name) => ({
    name,
    type: name.endsWith("_pct") ? "percentage" : "count",
    label: { en: name, zh: "" },
  })),
});

it("shows of each section its first total, or else its first count, in the order of the profile", () => {
  expect(headlineFields([profile("ships.share_pct", "ships.new", "ships.total", "crew.total", "piers.open")])).toEqual([
    "ships.total",
    "crew.total",
    "piers.open",
  ]);
});

it("prefers sections with a total where there are too many", () => {
  expect(headlineFields([profile("a.x", "b.total", "c.x", "d.total")], 2)).toEqual(["b.total", "d.total"]);
  expect(headlineFields([profile("a.x", "b.x", "c.total")], 2)).toEqual(["a.x", "c.total"]);
});

it("shows the same of both editions together as of each", async () => {
  const { profiles } = (await load()).info;
  const edition = (id: string) => profiles.filter((each) => each.id === id);
  const both = headlineFields(profiles);
  expect(both).toHaveLength(4);
  expect(headlineFields(edition("cncert-weekly.en"))).toEqual(both);
  expect(headlineFields(edition("cncert-weekly.zh"))).toEqual(both);
});
