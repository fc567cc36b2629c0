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

const all = () => true;

it("shows of each section its first total, or else its first count, in the order of the profile", () => {
  const harbour = profile("ships.share_pct", "ships.new", "ships.total", "crew.total", "piers.open");
  expect(headlineFields([harbour], all, 3)).toEqual(["ships.total", "crew.total", "piers.open"]);
});

it("prefers sections with a total where there are too many", () => {
  expect(headlineFields([profile("a.x", "b.total", "c.x", "d.total")], all, 2)).toEqual(["b.total", "d.total"]);
  expect(headlineFields([profile("a.x", "b.x", "c.total")], all, 2)).toEqual(["a.x", "c.total"]);
});

it("puts other figures that are printed in the place of headline figures that are not, counts first", () => {
  const harbour = profile("ships.total", "ships.share_pct", "ships.new", "crew.total", "piers.open");
  const printed = (...names: string[]) => headlineFields([harbour], (name) => names.includes(name), 3);
  expect(printed("crew.total", "ships.new", "ships.share_pct")).toEqual(["crew.total", "ships.new", "ships.share_pct"]);
  expect(printed("crew.total")).toEqual(["crew.total"]);
  expect(printed()).toEqual(["ships.total", "crew.total", "piers.open"]);
});

it("shows the same of both editions together as of each", async () => {
  const { profiles } = (await load()).info;
  const edition = (id: string) => profiles.filter((each) => each.id === id);
  const both = headlineFields(profiles, all);
  expect(both).toHaveLength(4);
  expect(headlineFields(edition("cncert-weekly.en"), all)).toEqual(both);
  expect(headlineFields(edition("cncert-weekly.zh"), all)).toEqual(both);
});
