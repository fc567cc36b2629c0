import type { CertdeltaError, Series } from "certdelta";
import type { SeriesAnswer } from "./protocol.ts";

export function seriesAnswer({ fields, ...series }: Series, errors: readonly CertdeltaError[]): SeriesAnswer {
  const all = Object.entries(fields);
  return {
    series,
    fields: Object.fromEntries(all.map(([name, field]) => [name, JSON.stringify(field)])),
    figures: all
      .filter(
        ([, { points, summary }]) => summary.median != null && points.some(({ value }) => typeof value === "number"),
      )
      .map(([name]) => name),
    errors: errors.map((error) => error.toJSON()),
  };
}
