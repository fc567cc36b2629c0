/** The address behind "#": which view of what. It carries identifiers and names of fields, never a document's text. */
import type { SeriesBy } from "certdelta";

export const views = ["library", "report", "compare", "trends", "teach"] as const;
export type View = (typeof views)[number];

export interface Route {
  view: View;
  /** Report: the report. Compare: the older one. Teach: the report whose figure is taught. */
  id?: string | undefined;
  /** Compare: the newer one. */
  other?: string | undefined;
  /** Report, Trends: the field. */
  field?: string | undefined;
  /** Trends: what the weeks are put together to. */
  by?: SeriesBy | undefined;
  /** Trends: so many of the last weeks instead of all. */
  weeks?: number | undefined;
}

const periods: readonly string[] = ["week", "month", "quarter", "year"];

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first, ...rest] = path.split("/").map(decoded);
  const view = views.find((known) => known === first) ?? "library";
  const [one, two] = rest.map((part) => part || undefined);
  const asked = new URLSearchParams(query);
  const by = periods.find((known) => known === asked.get("by")) as SeriesBy | undefined;
  const weeks = Number(asked.get("weeks")) || undefined;
  switch (view) {
    case "compare":
      return { view, id: one, other: two };
    case "trends":
      return { view, field: one, by, weeks };
    case "report":
      return { view, id: one, field: two };
    case "teach":
      return { view, id: one };
    case "library":
      return { view };
  }
}

export function formatRoute({ view, id, other, field, by, weeks }: Route): string {
  const parts = view === "compare" ? [id, other] : view === "trends" ? [field] : view === "report" ? [id, field] : [id];
  const given = view === "library" ? [] : parts.slice(0, parts.findLastIndex((part) => part !== undefined) + 1);
  const path = [view, ...given.map((part) => encodeURIComponent(part ?? ""))].join("/");
  if (view !== "trends") return `#/${path}`;
  const query = [by && by !== "week" && `by=${by}`, weeks && `weeks=${weeks}`].filter(Boolean).join("&");
  return `#/${path}${query && `?${query}`}`;
}

/** Whoever writes an address by hand may write anything. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
