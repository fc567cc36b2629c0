/** What became of each field, in the words of the filters. */
import type { Comparison, FieldChange, Report } from "certdelta";

export const filters = [
  "all",
  "rose",
  "fell",
  "differs",
  "onlyBefore",
  "onlyAfter",
  "appeared",
  "vanished",
  "changed",
  "disagrees",
  "not_comparable",
  "same",
] as const;
export type Filter = (typeof filters)[number];

/**
 * How the two stand to each other in time. Of one week nothing rises or falls: its editions and versions say the same, or differ;
 * and of its editions neither is the later one.
 */
export type Time = "weeks" | "oneWeek" | "editions";

export function timeOf({ relation, weeks_apart }: Pick<Comparison, "relation" | "weeks_apart">): Time {
  if (relation === "other-edition") return "editions";
  return weeks_apart === 0 ? "oneWeek" : "weeks";
}

/** A field may be several of them: it rose, and the report states otherwise. */
export function movementsOf(comparison: Comparison): Map<string, Set<Filter>> {
  const time = timeOf(comparison);
  return new Map(Object.entries(comparison.fields).map(([name, change]) => [name, movementsOfField(change, time)]));
}

function movementsOfField({ kind, delta, agrees }: FieldChange, time: Time): Set<Filter> {
  const movements = new Set<Filter>(["all"]);
  if (agrees === false) movements.add("disagrees");
  if (kind === "added") movements.add(time === "editions" ? "onlyAfter" : "appeared");
  else if (kind === "removed") movements.add(time === "editions" ? "onlyBefore" : "vanished");
  else if (kind !== "changed") movements.add(kind);
  else if (time !== "weeks") movements.add("differs");
  else movements.add(typeof delta !== "number" ? "changed" : delta > 0 ? "rose" : "fell");
  return movements;
}

/** What the core calls the edition of a report: the last part of its profile's name. */
export function editionOf({ profile }: Pick<Report, "profile">): string {
  return (profile?.id.split(".").at(-1) ?? "?").toUpperCase();
}
