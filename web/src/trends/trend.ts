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
  /** The report contradicts itself about this field. */
  contradicted: boolean;
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
const year = 364 * day;

export const time = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

/** What gives the trend of a field: what all fields of a group share is found once. */
export function trendsOf(
  group: Group,
  by: SeriesBy,
  entries: ReadonlyMap<string, Entry>,
): (name: string) => Trend | undefined {
  const reports = reportsByEnd(group, entries);
  const weeklyGaps = group.series.gaps.map(({ start, end, weeks }) => ({
    start: time(start),
    end: time(end) + day,
    label: `${start} – ${end}`,
    weeks,
  }));
  return (name) => {
    const field = group.field(name);
    if (!field) return undefined;
    const rolledUp = by !== "week" && field.rollup !== undefined;
    const items = rolledUp ? rolledUpItems(field) : weeklyItems(name, field, reports);
    return { name, by: rolledUp ? by : "week", items, gaps: weeklyGaps, field };
  };
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

function weeklyItems(name: string, field: SeriesField, kept: ReadonlyMap<string, readonly Entry[]>): TrendItem[] {
  const values = new Map(field.points.map(({ end, value }) => [time(end), numberOf(value)]));
  return field.points.map((point) => {
    const reports = kept.get(point.end) ?? [];
    const entry = reports.find(({ report }) => report.fields[name]?.status === "found") ?? reports[0];
    return {
      label: `${point.start} – ${point.end}`,
      start: time(point.start),
      end: time(point.end) + day,
      value: numberOf(point.value),
      qualifier: point.qualifier,
      status: point.status,
      z: point.z ?? null,
      anomaly: point.anomaly === true,
      contradicted: reports.some(({ counts }) => counts.contradicted?.includes(name)),
      yearBefore: values.get(time(point.end) - year) ?? null,
      entry: entry?.id,
      weeks: undefined,
    };
  });
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
    contradicted: false,
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
