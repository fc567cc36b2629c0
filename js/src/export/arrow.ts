import { dateDay, float64, int32, tableFromArrays, tableToIPC, utf8 } from "@uwdata/flechette";
import type { Certdelta } from "../certdelta.js";
import type { Report } from "../types.js";
import { typedColumns, typedRows } from "./typed.js";

const typeOf = { INT32: int32, DOUBLE: float64, STRING: utf8, DATE: dateDay } as const;

/** The tidy rows of all reports as one Arrow IPC file, also known as Feather V2; not compressed. */
export function toArrow(certdelta: Certdelta, reports: readonly Report[]): Uint8Array {
  const rows = typedRows(certdelta, reports);
  const table = tableFromArrays(Object.fromEntries(typedColumns.map(({ name, cell }) => [name, rows.map(cell)])), {
    types: Object.fromEntries(typedColumns.map(({ name, kind }) => [name, typeOf[kind]()])),
  });
  const file = tableToIPC(table, { format: "file" });
  if (file === null) throw new TypeError("Arrow needs no sink");
  return file;
}
