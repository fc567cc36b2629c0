import { parquetWriteBuffer } from "hyparquet-writer";
import type { Certdelta } from "../certdelta.js";
import type { Report } from "../types.js";
import { typedColumns, typedRows } from "./typed.js";

const schemaOf = {
  INT32: { type: "INT32" },
  DOUBLE: { type: "DOUBLE" },
  STRING: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  DATE: { type: "INT32", converted_type: "DATE" },
} as const;

/** The tidy rows of all reports as one Parquet file, one row a report and field; compressed with Snappy. */
export function toParquet(certdelta: Certdelta, reports: readonly Report[]): Uint8Array {
  const rows = typedRows(certdelta, reports);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: typedColumns.map(({ name, cell }) => ({ name, data: rows.map(cell) })),
      schema: [
        { name: "root", num_children: typedColumns.length },
        ...typedColumns.map(({ name, kind }) => ({ name, repetition_type: "OPTIONAL" as const, ...schemaOf[kind] })),
      ],
    }),
  );
}
