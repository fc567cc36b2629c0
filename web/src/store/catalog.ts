/** The library as the core's series orders it: rows, gaps, duplicates and revisions. Nothing of that is decided here. */
import type { Report, SeriesField } from "certdelta";
import { periodicalOf } from "../comparing/newest-pair.ts";
import type { SeriesAnswer, SeriesFrame } from "../reading/protocol.ts";
import type { Entry } from "./store.ts";

/** Another document on the same week that the series does not keep. */
export interface Version {
  id: string;
  relation: "duplicate" | "revision";
  /** In which a revision differs. */
  fields: readonly string[];
}

export type CatalogRow =
  | { kind: "report"; id: string; versions: readonly Version[] }
  | { kind: "gap"; start: string; end: string; weeks: number };

/** The reports of one periodical. */
export interface Group {
  periodical: string;
  series: SeriesFrame;
  /** The fields that have a number anywhere, in the order of the series. */
  figures: readonly string[];
  field(name: string): SeriesField | undefined;
  rows: readonly CatalogRow[];
}

export interface Catalog {
  groups: readonly Group[];
  /** The reports that have a place in `groups`, as rows or versions. */
  placed: ReadonlySet<string>;
}

export const emptyCatalog: Catalog = { groups: [], placed: new Set() };

export function byPeriodical(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const periodical = periodicalOf(entry);
    if (periodical === undefined) continue;
    const group = groups.get(periodical);
    if (group) group.push(entry);
    else groups.set(periodical, [entry]);
  }
  return groups;
}

/** What the series calls the entries: their documents' names, with a number where several documents have one. */
function namesOf(entries: readonly Entry[]): string[] {
  const taken = new Set<string>();
  return entries.map(({ report }) => {
    const { name } = report.source;
    let own = name;
    for (let number = 2; taken.has(own); number += 1) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}

/** The records of one periodical as the series takes them, one a line, each under a name of its own. */
export function seriesLines(entries: readonly Entry[]): string[] {
  const names = namesOf(entries);
  return entries.map(({ line, report }, index) => {
    const name = names[index];
    if (name === report.source.name) return line;
    const record = JSON.parse(line) as Report;
    return JSON.stringify({ ...record, source: { ...record.source, name } });
  });
}

/** `answer` is what the series makes of `seriesLines(entries)`. */
export function groupOf(periodical: string, entries: readonly Entry[], answer: SeriesAnswer): Group {
  const { series, figures } = answer;
  const names = namesOf(entries);
  const byName = new Map(entries.map((entry, index) => [names[index], entry]));
  const kept = series.reports.map((report) => ({ ...report, entry: byName.get(report.source) }));
  const versions = new Map<string, Version[]>();
  for (const { names, fields } of weeksOf(series)) {
    const keeper = kept.find(({ source }) => names.includes(source))?.source;
    if (keeper === undefined) continue;
    const same = series.duplicates.find((group) => group.includes(keeper)) ?? [];
    const others = [...names];
    others.splice(others.indexOf(keeper), 1);
    const joined = others.flatMap((name): Version[] => {
      const entry = byName.get(name);
      if (!entry) return [];
      return [
        same.includes(name)
          ? { id: entry.id, relation: "duplicate", fields: [] }
          : { id: entry.id, relation: "revision", fields },
      ];
    });
    versions.set(keeper, joined);
  }

  const rows: CatalogRow[] = [];
  const gaps = [...series.gaps];
  for (const { source, period, entry } of kept) {
    while (period && gaps[0] && gaps[0].end < period.end) {
      const gap = gaps.shift();
      if (gap) rows.push({ kind: "gap", ...gap });
    }
    if (entry) rows.push({ kind: "report", id: entry.id, versions: versions.get(source) ?? [] });
  }
  for (const gap of gaps) rows.push({ kind: "gap", ...gap });
  return { periodical, series, figures, field: fieldsOf(answer), rows };
}

/** Takes a field apart when it is first asked for. */
function fieldsOf({ fields }: SeriesAnswer): Group["field"] {
  const known = new Map<string, SeriesField>();
  return (name) => {
    const json = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const field = known.get(name) ?? (json === undefined ? undefined : (JSON.parse(json) as SeriesField));
    if (field) known.set(name, field);
    return field;
  };
}

/** All documents on one week: those that say the same, and those that differ from them. */
function weeksOf({ duplicates, revisions }: SeriesFrame): { names: string[]; fields: string[] }[] {
  const weeks = duplicates.map((names) => ({ names: [...names], fields: [] as string[] }));
  for (const { sources, fields } of revisions) {
    const names = new Set(sources);
    for (const week of weeks.filter((each) => each.names.some((name) => names.has(name)))) {
      weeks.splice(weeks.indexOf(week), 1);
      for (const name of week.names) names.add(name);
    }
    weeks.push({ names: [...names], fields });
  }
  return weeks;
}

export function catalogOf(groups: readonly Group[]): Catalog {
  const placed = new Set<string>();
  for (const { rows } of groups) {
    for (const row of rows) {
      if (row.kind === "gap") continue;
      placed.add(row.id);
      for (const { id } of row.versions) placed.add(id);
    }
  }
  return { groups, placed };
}
