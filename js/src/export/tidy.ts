/** The tidy rows of reports, profile by profile. */
import type { Certdelta } from "../certdelta.js";
import type { ExportFormat } from "../export.js";
import type { Report, Row } from "../types.js";

/** Formats of rows, a field each: a document that no profile fits has none in them. */
export const rowFormats: readonly ExportFormat[] = ["csv", "xlsx", "parquet", "arrow"];

export interface ProfileRows {
  /** Id of the profile. */
  profile: string;
  rows: Row[];
}

/** In the order in which the profiles first appear. What no profile fits has no rows. */
export function rowsByProfile(certdelta: Certdelta, reports: readonly Report[]): ProfileRows[] {
  const families = new Map<string, Report[]>();
  for (const report of reports) {
    if (report.profile === null) continue;
    const family = families.get(report.profile.id);
    if (family) family.push(report);
    else families.set(report.profile.id, [report]);
  }
  return Array.from(families, ([profile, family]) => ({ profile, rows: certdelta.rows(family) }));
}

/** A value that is no number, as the CSV has it: names of a list are joined by "; ". */
export function textOf(value: Row["value"]): string | null {
  if (value === null || typeof value === "number") return null;
  return Array.isArray(value) ? value.join("; ") : value;
}

/** Midnight, UTC, of "YYYY-MM-DD". */
export function dayOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
