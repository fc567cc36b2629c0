/** What became of each field, in the words of the filters. */
import type { Comparison, FieldChange } from "certdelta";

export const filters = [
  "all",
  "rose",
  "fell",
  "appeared",
  "vanished",
  "changed",
  "disagrees",
  "not_comparable",
  "same",
] as const;
export type Filter = (typeof filters)[number];

/** A field may be several of them: it rose, and the report states otherwise. */
export function movementsOf({ fields }: Comparison): Map<string, Set<Filter>> {
  return new Map(Object.entries(fields).map(([name, change]) => [name, movementsOfField(change)]));
}

function movementsOfField({ kind, delta, agrees }: FieldChange): Set<Filter> {
  const movements = new Set<Filter>(["all"]);
  if (agrees === false) movements.add("disagrees");
  if (kind === "added") movements.add("appeared");
  else if (kind === "removed") movements.add("vanished");
  else if (kind !== "changed") movements.add(kind);
  else movements.add(typeof delta !== "number" ? "changed" : delta > 0 ? "rose" : "fell");
  return movements;
}
