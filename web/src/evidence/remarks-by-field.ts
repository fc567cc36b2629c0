/** The errors and warnings of a report at the fields that they name. */
import type { Diagnostic, Report } from "certdelta";

/** A check is about one field, and names in its words those that it compares it with: each of them may be the wrong one. */
export function remarksByField({
  fields,
  diagnostics,
}: Pick<Report, "fields" | "diagnostics">): ReadonlyMap<string, readonly Diagnostic[]> {
  const remarks = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics.filter(isFault)) {
    const said = diagnostic.message.match(/\b[a-z]\w*(?:\.\w+)+/g) ?? [];
    for (const name of new Set([diagnostic.field ?? "", ...said])) {
      if (Object.hasOwn(fields, name)) remarks.set(name, [...(remarks.get(name) ?? []), diagnostic]);
    }
  }
  return remarks;
}

export function isFault({ severity }: Pick<Diagnostic, "severity">): boolean {
  return severity !== "info";
}

const ranks = { error: 0, warning: 1, info: 2 } as const;

/** Errors first, then warnings. */
export function bySeverity(one: Pick<Diagnostic, "severity">, other: Pick<Diagnostic, "severity">): number {
  return ranks[one.severity] - ranks[other.severity];
}
