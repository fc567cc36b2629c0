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
  { name: "qualifier", width: 12, cell: (row) => row.qualifier },
  { name: "page", width: 8, cell: (row) => row.page },
  { name: "line", width: 8, cell: (row) => row.line },
  { name: "quote", width: 60, cell: (row) => row.quote },
];

/**
 * A workbook with a sheet a profile, one row a report and field. Text is text, whatever it looks like: no cell is a formula.
 */
export async function toXlsx(
  certdelta: Certdelta,
  reports: readonly Report[],
  onCut: (cut: CutCell) => void = () => {},
): Promise<Uint8Array> {
  const families = rowsByProfile(certdelta, reports);
  const others = reports.filter(({ profile }) => profile === null);
  const names = new Set<string>();
  const sheets = families.map(({ profile, rows }) => ({
    sheet: sheetName(profile, names),
    data: [columns.map(({ name }) => heading(name)), ...rows.map((row) => cells(row, onCut))] as SheetData,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    dateFormat: "yyyy-mm-dd",
  }));
  // Documents that no profile fits have no rows; a sheet of their own says so. A workbook without a sheet is none.
  if (others.length > 0 || sheets.length === 0) {
    sheets.push({
      sheet: sheetName("without a profile", names),
      data: [[heading("source")], ...others.map(({ source }) => [text(source.name)])] as SheetData,
      columns: [{ width: 60 }],
      stickyRowsCount: 1,
      dateFormat: "yyyy-mm-dd",
    });
  }
  const file = writeExcelFile(sheets);
  return new Uint8Array(await (await file.toBlob()).arrayBuffer());
}

/** A text that is longer than a cell may be; `source` and `field` say of what. */
export interface CutCell {
  source: string;
  field: string;
  column: string;
  length: number;
}

/** Spreadsheets take no more of a text, in UTF-16 code units. */
const longestText = 32_767;

function cells(row: Row, onCut: (cut: CutCell) => void): SheetData[number] {
  return columns.map(({ name, cell }) => {
    const value = cell(row);
    if (value === null) return null;
    if (value instanceof Date) return { value, type: Date };
    if (typeof value === "number") return { value, type: Number };
    if (value.length > longestText) {
      onCut({ source: row.source, field: row.field, column: name, length: value.length });
    }
    return text(value);
  });
}

const heading = (value: string) => ({ value, fontWeight: "bold" as const });

/** What looks like an escape of the format ("_x0041_") is text, too (ECMA-376 part 1, 22.4.2.4). */
const text = (value: string) => ({ value: shortened(value).replace(/_(?=x[0-9a-f]{4}_)/giu, "_x005F_"), type: String });

/** No character is cut in half. */
function shortened(value: string): string {
  if (value.length <= longestText) return value;
  return `${value.slice(0, longestText - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
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
