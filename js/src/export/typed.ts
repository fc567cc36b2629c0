/** The tidy rows as columns of one type each, for formats that want that. */
import type { Certdelta } from "../certdelta.js";
import type { Report, Row } from "../types.js";
import { dayOf, rowsByProfile, textOf } from "./tidy.js";

export type Kind = "INT32" | "DOUBLE" | "STRING" | "DATE";
export type Cell = string | number | Date | null;

/** A column has one type: a value is in `value` when it is a number, and in `text` when it is anything else. */
export const typedColumns: { name: string; kind: Kind; cell: (row: Row) => Cell }[] = [
  { name: "profile", kind: "STRING", cell: (row) => row.profile },
  { name: "issue", kind: "INT32", cell: (row) => row.issue },
  { name: "year", kind: "INT32", cell: (row) => row.year },
  { name: "start", kind: "DATE", cell: (row) => dayOf(row.start) },
  { name: "end", kind: "DATE", cell: (row) => dayOf(row.end) },
  { name: "field", kind: "STRING", cell: (row) => row.field },
  { name: "value", kind: "DOUBLE", cell: (row) => (typeof row.value === "number" ? row.value : null) },
  { name: "text", kind: "STRING", cell: (row) => textOf(row.value) },
  { name: "unit", kind: "STRING", cell: (row) => row.unit },
  { name: "precision", kind: "DOUBLE", cell: (row) => row.precision },
  { name: "change", kind: "STRING", cell: (row) => row.change },
  { name: "status", kind: "STRING", cell: (row) => row.status },
  { name: "source", kind: "STRING", cell: (row) => row.source },
  { name: "qualifier", kind: "STRING", cell: (row) => row.qualifier },
  { name: "page", kind: "INT32", cell: (row) => row.page },
  { name: "line", kind: "INT32", cell: (row) => row.line },
  { name: "quote", kind: "STRING", cell: (row) => row.quote },
];

/** The rows of all reports; those that no profile fits have none. */
export function typedRows(certdelta: Certdelta, reports: readonly Report[]): Row[] {
  return rowsByProfile(certdelta, reports).flatMap(({ rows }) => rows);
}
