import { describe, expect, it } from "vitest";
import { formatRoute, parseRoute, type Route } from "../../../web/src/store/route.ts";

describe("addresses", () => {
  const routes: [hash: string, route: Route][] = [
    ["#/library", { view: "library" }],
    ["#/report/a_-1/incidents.handled.total", { view: "report", id: "a_-1", field: "incidents.handled.total" }],
    ["#/report", { view: "report", id: undefined, field: undefined }],
    ["#/compare/a/b", { view: "compare", id: "a", other: "b" }],
    ["#/trends/x.y?by=month", { view: "trends", field: "x.y", by: "month" }],
    ["#/trends/x.y?by=month&weeks=52", { view: "trends", field: "x.y", by: "month", weeks: 52 }],
    ["#/trends/x.y", { view: "trends", field: "x.y", by: undefined }],
    ["#/teach/a", { view: "teach", id: "a" }],
  ];
  it.each(routes)("lead to a view and back: %s", (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(formatRoute(route)).toBe(hash);
  });

  it("are taken as they come: what means nothing leads to the library", () => {
    expect(parseRoute("")).toEqual({ view: "library" });
    expect(parseRoute("#/nonsense/x")).toEqual({ view: "library" });
    expect(parseRoute("#/report/%E0%A4%A")).toEqual({ view: "report", id: undefined, field: undefined });
    expect(parseRoute("#/trends/x?by=century")).toEqual({ view: "trends", field: "x", by: undefined });
  });
});
