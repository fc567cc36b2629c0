/** A field of a series as something to draw: one item a week, or one a month, quarter or year. */
import type { Qualifier, SeriesBy, SeriesField, SeriesPoint, Value } from "certdelta";
import type { Group } from "../store/catalog.ts";
import type { Entry } from "../store/store.ts";

export interface TrendItem {
  /** "2023-10-16 – 2023-10-22", "2023-10", "2023-Q4", "2023" */
  label: string;
  /** Milliseconds since 1970: where it begins and ends. */
  start: number;
  end: number;
  /** `null` where the report does not print it, or what it prints cannot be taken. */
  value: number | null;
  /** As printed beside the value of a week. */
  qualifier: Qualifier | undefined;
  status: SeriesPoint["status"] | "rollup";
  z: number | null;
  anomaly: boolean;
  /** The report of the week contradicts itself about this field, or its editions contradict each other. */
  contradiction: "report" | "editions" | undefined;
  /** What the week's reports print where they leave open which it is, the least one first. */
  printed: readonly number[];
  /** The same field 52 weeks, or one year, before. */
  yearBefore: number | null;
  /** The report of the week. */
  entry: string | undefined;
  /** Of a month, quarter or year: how many of its weeks have a value. */
  weeks: { with: number; all: number } | undefined;
}

/** Weeks without a report. */
export interface TrendGap {
  start: number;
  end: number;
  label: string;
  weeks: number;
}

export interface Trend {
  name: string;
  by: SeriesBy;
  items: readonly TrendItem[];
  gaps: readonly TrendGap[];
  field: SeriesField;
}

const day = 86_400_000;
const week = 7 * day;
const year = 52 * week;

export const time = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

/** How many weeks a trend may show instead of all. */
export const ranges = [13, 52] as const;
export type Range = (typeof ranges)[number];

/** The ranges that are shorter than the series. */
export function rangesOf(group: Group): Range[] {
  const [first] = datesOf(group);
  const last = datesOf(group).at(-1);
  if (!first || !last) return [];
  const weeks = (time(last) + day - time(first)) / week;
  return ranges.filter((range) => range < weeks);
}

/**
 * What gives the trend of a field: what all fields of a group share is found once. With a range, of the last so many weeks up to
 * the newest report.
 */
export function trendsOf(
  group: Group,
  by: SeriesBy,
  entries: ReadonlyMap<string, Entry>,
  range?: Range,
): (name: string) => Trend | undefined {
  const reports = reportsByEnd(group, entries);
  const disagreements = disagreementsOf(group);
  const last = datesOf(group).at(-1);
  const from = range && last ? time(last) + day - range * week : Number.NEGATIVE_INFINITY;
  const weeklyGaps = group.series.gaps
    .map(({ start, end, weeks }) => ({ start: time(start), end: time(end) + day, label: `${start} – ${end}`, weeks }))
    .filter(({ end }) => end > from)
    .map((gap) => ({ ...gap, start: Math.max(gap.start, from) }));
  return (name) => {
    const field = group.field(name);
    if (!field) return undefined;
    const rolledUp = by !== "week" && field.rollup !== undefined;
    const all = rolledUp ? rolledUpItems(field) : weeklyItems(name, field, reports, disagreements);
    const items = all.filter(({ end }) => end > from);
    const gaps = rolledUp ? betweenItems(weeklyGaps, items) : weeklyGaps;
    return { name, by: rolledUp ? by : "week", items, gaps, field };
  };
}

/** The days of all reports with a period, in order. */
function datesOf({ series }: Group): string[] {
  return series.reports.flatMap(({ period }) => (period ? [period.start, period.end] : [])).sort();
}

/** Fields and ends of weeks on which the core says that editions disagree: its remark begins with the week. */
function disagreementsOf({ series }: Group): ReadonlySet<string> {
  return new Set(
    series.diagnostics.flatMap(({ code, field, message }) => {
      const end = /^\d{4}-\d\d-\d\d to (\d{4}-\d\d-\d\d): /.exec(message)?.[1];
      return code === "editions-disagree" && end ? [`${field} ${end}`] : [];
    }),
  );
}

/** What of the gaps is whole months: one that lacks a few weeks says so itself. */
function betweenItems(gaps: readonly TrendGap[], items: readonly TrendItem[]): TrendGap[] {
  const isInside = ({ start, end }: TrendItem, gap: TrendGap) => gap.start < start + week && end - week < gap.end;
  return gaps.flatMap((gap) => {
    const pieces: TrendGap[] = [];
    let { start } = gap;
    for (const item of items) {
      if ((item.value === null && isInside(item, gap)) || item.end <= start || item.start >= gap.end) continue;
      if (item.start > start) pieces.push({ ...gap, start, end: item.start });
      start = item.end;
    }
    return start < gap.end ? [...pieces, { ...gap, start }] : pieces;
  });
}

function reportsByEnd(group: Group, entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, readonly Entry[]> {
  const reports = new Map<string, Entry[]>();
  for (const row of group.rows) {
    const entry = row.kind === "report" ? entries.get(row.id) : undefined;
    const end = entry?.report.period?.end;
    if (entry && end) reports.set(end, [...(reports.get(end) ?? []), entry]);
  }
  return reports;
}

function weeklyItems(
  name: string,
  field: SeriesField,
  kept: ReadonlyMap<string, readonly Entry[]>,
  disagreements: ReadonlySet<string>,
): TrendItem[] {
  const values = new Map(field.points.map(({ end, value }) => [time(end), numberOf(value)]));
  return field.points.map((point) => {
    const reports = kept.get(point.end) ?? [];
    const isFound = ({ report }: Entry) => report.fields[name]?.status === "found";
    const entry = reports.find(isFound) ?? reports[0];
    const isOpen = point.status === "ambiguous";
    const editions = disagreements.has(`${name} ${point.end}`) || (isOpen && reports.filter(isFound).length > 1);
    const itself = isOpen || reports.some(({ counts }) => counts.contradicted?.includes(name));
    return {
      label: `${point.start} – ${point.end}`,
      start: time(point.start),
      end: time(point.end) + day,
      value: numberOf(point.value),
      qualifier: point.qualifier,
      status: point.status,
      z: point.z ?? null,
      anomaly: point.anomaly === true,
      contradiction: editions ? "editions" : itself ? "report" : undefined,
      printed: isOpen ? printedIn(reports, name) : [],
      yearBefore: values.get(time(point.end) - year) ?? null,
      entry: entry?.id,
      weeks: undefined,
    };
  });
}

/** The figures that the reports of a week have for a field, each once. */
function printedIn(reports: readonly Entry[], name: string): number[] {
  const values = reports.flatMap(({ report }): (Value | null)[] => {
    const field = report.fields[name];
    if (field?.status === "found") return [field.value];
    return field?.status === "ambiguous" ? field.candidates.map(({ value }) => value) : [];
  });
  return [...new Set(values.filter(isNumber))].sort((a, b) => a - b);
}

function rolledUpItems({ rollup = [] }: SeriesField): TrendItem[] {
  const values = new Map(rollup.map(({ key, value }) => [key, numberOf(value)]));
  return rollup.map(({ key, value, weeks, missing }) => ({
    label: key,
    ...spanOf(key),
    value: numberOf(value),
    qualifier: undefined,
    status: "rollup",
    z: null,
    anomaly: false,
    contradiction: undefined,
    printed: [],
    yearBefore: values.get(key.replace(/^\d+/, (digits) => String(Number(digits) - 1).padStart(4, "0"))) ?? null,
    entry: undefined,
    weeks: { with: weeks, all: weeks + missing },
  }));
}

/** "2023-10", "2023-Q4" and "2023" as time. */
function spanOf(key: string): { start: number; end: number } {
  const [first = "", second] = key.split("-");
  const from = Number(first);
  if (second === undefined) return { start: Date.UTC(from, 0), end: Date.UTC(from + 1, 0) };
  if (!second.startsWith("Q"))
    return { start: Date.UTC(from, Number(second) - 1), end: Date.UTC(from, Number(second)) };
  const quarter = Number(second.slice(1));
  return { start: Date.UTC(from, 3 * quarter - 3), end: Date.UTC(from, 3 * quarter) };
}

function numberOf(value: Value | null): number | null {
  return isNumber(value) ? value : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
