import { parquetWriteBuffer } from "hyparquet-writer";
import type { Certdelta } from "../certdelta.js";
import type { Report, Row } from "../types.js";
import { dayOf, rowsByProfile, textOf } from "./tidy.js";

type Kind = "INT32" | "DOUBLE" | "STRING" | "DATE";
type Cell = string | number | Date | null;
interface TidyRow extends Row {
  profile: string;
}

/** A column has one type: a value is in `value` when it is a number, and in `text` when it is anything else. */
const columns: { name: string; kind: Kind; cell: (row: TidyRow) => Cell }[] = [
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
];

const schemaOf = {
  INT32: { type: "INT32" },
  DOUBLE: { type: "DOUBLE" },
  STRING: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  DATE: { type: "INT32", converted_type: "DATE" },
} as const;

/** The tidy rows of all reports as one Parquet file, one row a report and field; compressed with Snappy. */
export function toParquet(certdelta: Certdelta, reports: readonly Report[]): Uint8Array {
  const rows = rowsByProfile(certdelta, reports).flatMap(({ profile, rows }) =>
    rows.map((row) => ({ ...row, profile })),
  );
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, cell }) => ({ name, data: rows.map(cell) })),
      schema: [
        { name: "root", num_children: columns.length },
        ...columns.map(({ name, kind }) => ({ name, repetition_type: "OPTIONAL" as const, ...schemaOf[kind] })),
      ],
    }),
  );
}
