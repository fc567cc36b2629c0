/** Which fields are columns of the library, and charts of the trends, as long as nobody has chosen. */
import type { Entry } from "../../store/store.ts";

const mostColumns = 4;

/** The headline figures: those whose changes the reports state most often, in the order of the profile. */
export function headlineFields(entries: readonly Entry[], most = mostColumns): string[] {
  const stated = new Map<string, number>();
  for (const { report } of entries) {
    for (const [name, field] of Object.entries(report.fields)) {
      if (field.status !== "found" || typeof field.value !== "number" || field.unit === "%") continue;
      stated.set(name, (stated.get(name) ?? 0) + (field.change ? 2 : 1));
    }
  }
  const names = [...stated.keys()];
  const best = new Set(names.sort((a, b) => (stated.get(b) ?? 0) - (stated.get(a) ?? 0)).slice(0, most));
  return [...stated.keys()].filter((name) => best.has(name));
}
