import type { Report } from "certdelta";
import type { Counts } from "./protocol.ts";

export function countsOf({ fields, unassigned, diagnostics }: Report): Counts {
  const statuses = Object.values(fields).map(({ status }) => status);
  const severities = diagnostics.map(({ severity }) => severity);
  const count = <T>(all: readonly T[], ...wanted: T[]) => all.filter((each) => wanted.includes(each)).length;
  return {
    found: count(statuses, "found"),
    absent: count(statuses, "absent"),
    open: count(statuses, "ambiguous", "rejected"),
    unassigned: unassigned.length,
    errors: count(severities, "error"),
    warnings: count(severities, "warning"),
    infos: count(severities, "info"),
    contradicted: diagnostics
      .filter(({ code, severity }) => severity === "error" || code.startsWith("check."))
      .flatMap(({ field }) => field ?? []),
  };
}
