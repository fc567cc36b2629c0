import writeExcelFile, { type SheetData } from "write-excel-file/universal";
import type { Certdelta } from "../certdelta.js";
import type { Report, Row } from "../types.js";
import { dayOf, rowsByProfile, textOf } from "./tidy.js";

const columns: { name: string; width: number; cell: (row: Row) => string | number | Date | null }[] = [
  { name: "issue", width: 8, cell: (row) => row.issue },
  { name: "year", width: 8, cell: (row) => row.year },
  { name: "start", width: 12, cell: (row) => dayOf(row.start) },
  { name: "end", width: 12, cell: (row) => dayOf(row.end) },
  { name: "field", width: 34, cell: (row) => row.field },
  { name: "value", width: 18, cell: (row) => (typeof row.value === "number" ? row.value : textOf(row.value)) },
  { name: "unit", width: 12, cell: (row) => row.unit },
  { name: "precision", width: 10, cell: (row) => row.precision },
  { name: "change", width: 14, cell: (row) => row.change },
  { name: "status", width: 12, cell: (row) => row.status },
  { name: "source", width: 30, cell: (row) => row.source },
];

/**
 * A workbook with a sheet a profile, one row a report and field. Text is text, whatever it looks like: no cell is a formula.
 */
export async function toXlsx(certdelta: Certdelta, reports: readonly Report[]): Promise<Uint8Array> {
  const families = rowsByProfile(certdelta, reports);
  // A workbook without a sheet is none.
  const sheets = families.length > 0 ? families : [{ profile: "certdelta", rows: [] }];
  const names = new Set<string>();
  const file = writeExcelFile(
    sheets.map(({ profile, rows }) => ({
      sheet: sheetName(profile, names),
      data: [
        columns.map(({ name }) => ({ value: name, fontWeight: "bold" as const })),
        ...rows.map(cells),
      ] as SheetData,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      dateFormat: "yyyy-mm-dd",
    })),
  );
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}

function cells(row: Row): SheetData[number] {
  return columns.map(({ cell }) => {
    const value = cell(row);
    if (value === null) return null;
    return value instanceof Date
      ? { value, type: Date }
      : typeof value === "number"
        ? { value, type: Number }
        : { value, type: String };
  });
}

/** Spreadsheets take 31 characters, without some, and each name once. */
function sheetName(profile: string, taken: Set<string>): string {
  const longest = 31;
  const plain = profile.replace(/[[\]:*?/\\']/gu, "_").slice(0, longest) || "profile";
  let name = plain;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
    const ending = ` ${number}`;
    name = plain.slice(0, longest - ending.length) + ending;
  }
  taken.add(name.toLowerCase());
  return name;
}
