import type { Candidate, Evidence, Field, Report } from "./types.js";

/** A record as one line of NDJSON. */
export type RecordLine = string;

/**
 * The record without what no series needs: most of it is evidence. The quote of a stated change stays, since it alone tells how
 * many decimals were printed; so do candidates and unassigned figures, as reports that differ in these are no duplicates. Made of
 * many reports, such lines are what `feedSeries` takes.
 */
export function recordLine(json: string): RecordLine {
  return slimLine(json, () => []);
}

/** The record without what no row needs: of a value, the first place stays. */
export function rowLine(json: string): RecordLine {
  return slimLine(json, (evidence) => evidence.slice(0, 1));
}

/** `placesOf` a value that states no change are kept. */
function slimLine(json: string, placesOf: (evidence: Evidence[]) => Evidence[]): RecordLine {
  const record = JSON.parse(json) as Report;
  const fields = Object.entries(record.fields).map(([name, field]) => [name, slim(field, placesOf)]);
  return JSON.stringify({ ...record, fields: Object.fromEntries(fields), diagnostics: [] });
}

function slim(field: Field, placesOf: (evidence: Evidence[]) => Evidence[]): Field {
  if (field.status === "absent") return field;
  const all = field.evidence ?? [];
  const evidence = field.change === undefined ? placesOf(all) : all;
  if (field.status === "found") return { ...field, evidence };
  return {
    ...field,
    evidence,
    candidates: field.candidates.map(({ evidence: _, ...candidate }) => candidate) as Candidate[],
  };
}

export function isAsync<T>(items: Iterable<T> | AsyncIterable<T>): items is AsyncIterable<T> {
  return Symbol.asyncIterator in items;
}
