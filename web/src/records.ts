/** The records as files. */
import type { Entry } from "./state.ts";

/** One record a line, as the core wrote it; an error record in the place of a document that could not be read. */
export function recordsAsNdjson(entries: readonly Entry[]): string {
  return entries.map((entry) => `${recordOf(entry)}\n`).join("");
}

function recordOf(entry: Entry): string {
  switch (entry.state) {
    case "read":
      return entry.record;
    case "failed":
      return JSON.stringify({ ...entry.error, source: entry.name });
    case "waiting":
      throw new Error(`${entry.name} is still being read`);
  }
}
