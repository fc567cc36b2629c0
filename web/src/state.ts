/** Everything that the page shows, as one value, and the steps that lead from one state to the next. */
import type { ErrorRecord, Evidence, Report } from "certdelta";
import { newestPair, type Pair } from "./comparing/newest-pair.ts";

export interface WaitingEntry {
  state: "waiting";
  id: number;
  name: string;
}

export interface ReadEntry {
  state: "read";
  id: number;
  name: string;
  /** The record, byte for byte as the core wrote it. */
  record: string;
  report: Report;
  text: string;
  /** The text was extracted from a document of another format. */
  extracted: boolean;
  /** The document itself, where its pages can be shown. */
  pdf: Blob | undefined;
}

export interface FailedEntry {
  state: "failed";
  id: number;
  name: string;
  error: ErrorRecord;
}

/** What came of a document that was waited for: itself, or what its archive held. */
export interface Settled {
  id: number;
  entries: readonly (ReadEntry | FailedEntry)[];
}

export type Entry = WaitingEntry | ReadEntry | FailedEntry;
export type View = "report" | "comparison";
export type Order = "given" | "ascending" | "descending";

/** The evidence on show: all places that belong to what was chosen, and which of them is marked. */
export interface ShownEvidence {
  entry: number;
  title: string;
  places: readonly Evidence[];
  index: number;
}

export interface State {
  entries: readonly Entry[];
  order: Order;
  view: View;
  selected: number | undefined;
  /** What the user chose to compare; the rest is chosen automatically. */
  chosen: Partial<Pair>;
  shown: ShownEvidence | undefined;
}

export const initialState: State = {
  entries: [],
  order: "given",
  view: "report",
  selected: undefined,
  chosen: {},
  shown: undefined,
};

export type Action =
  | { type: "added"; entries: readonly WaitingEntry[] }
  | { type: "settled"; settled: readonly Settled[] }
  | { type: "cleared" }
  | { type: "selected"; id: number }
  | { type: "reordered" }
  | { type: "viewed"; view: View }
  | { type: "paired"; pair: Partial<Pair> }
  | { type: "shown"; evidence: ShownEvidence }
  | { type: "stepped"; by: 1 | -1 };

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "added":
      return { ...state, entries: [...state.entries, ...action.entries] };
    case "settled": {
      const settled = new Map(action.settled.map(({ id, entries }) => [id, entries]));
      const read = action.settled.flatMap(({ entries }) => entries).find((entry) => entry.state === "read");
      const entries = state.entries.flatMap((entry): readonly Entry[] => settled.get(entry.id) ?? [entry]);
      // The list may have been cleared since.
      const selected = state.selected ?? (read && entries.includes(read) ? read.id : undefined);
      return { ...state, selected, entries };
    }
    case "cleared":
      return { ...initialState, order: state.order };
    case "selected":
      return { ...state, selected: action.id, view: "report", shown: undefined };
    case "reordered":
      return { ...state, order: nextOrder[state.order] };
    case "viewed":
      return { ...state, view: action.view };
    case "paired":
      return { ...state, chosen: { ...state.chosen, ...action.pair } };
    case "shown":
      return { ...state, shown: action.evidence };
    case "stepped": {
      if (!state.shown) return state;
      const count = state.shown.places.length;
      return { ...state, shown: { ...state.shown, index: (state.shown.index + action.by + count) % count } };
    }
  }
}

const nextOrder: Readonly<Record<Order, Order>> = { given: "ascending", ascending: "descending", descending: "given" };

export function readEntries(state: State): ReadEntry[] {
  return state.entries.filter((entry) => entry.state === "read");
}

/** The entries as the table shows them. Sorting is stable; what has no period comes last. */
export function orderedEntries({ entries, order }: State): readonly Entry[] {
  if (order === "given") return entries;
  const sign = order === "ascending" ? 1 : -1;
  return [...entries].sort((a, b) => {
    const [one, other] = [startOf(a), startOf(b)];
    if (one === other) return 0;
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    return one < other ? -sign : sign;
  });
}

function startOf(entry: Entry): string | undefined {
  return entry.state === "read" ? entry.report.period?.start : undefined;
}

/** The two reports to compare: what the user chose, filled up with the two newest. */
export function comparedPair(state: State): Pair | undefined {
  const newest = newestPair(readEntries(state));
  return newest && { ...newest, ...state.chosen };
}
