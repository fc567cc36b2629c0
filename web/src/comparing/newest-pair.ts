import type { Report } from "certdelta";

export interface Dated {
  id: string;
  report: Pick<Report, "period" | "profile">;
}

export interface Pair {
  before: string;
  after: string;
}

/**
 * The newest first. Reports without a period come behind those with one, and documents that no profile fits last: they are no
 * reports. What is of one week keeps its order.
 */
export function newestFirst<Each extends Dated>(reports: readonly Each[]): Each[] {
  const rank = ({ report }: Dated) => (report.profile ? `1 ${report.period?.end ?? ""}` : "0");
  return [...reports].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0));
}

/**
 * The newest report and the one before it. Of the newest week's editions, the one that has a predecessor in its own language; of
 * reports that none precedes, the two newest.
 */
export function newestPair(reports: readonly Dated[]): Pair | undefined {
  const [first, second] = newestFirst(reports);
  if (!first || !second) return undefined;
  const newest = reports.filter(({ report }) => isOneEnd(report, first.report));
  const pairs = newest.flatMap((after) => {
    const before = partnerOf(after, reports);
    return before ? [{ before, after }] : [];
  });
  const pair = pairs.find(({ before, after }) => isOneEdition(before, after)) ?? pairs[0];
  return pair ? { before: pair.before.id, after: pair.after.id } : { before: second.id, after: first.id };
}

/** The report of the nearest week before that of `newer`, of the same periodical; of that week's editions, its own. */
export function partnerOf<Each extends Dated>(newer: Dated, reports: readonly Each[]): Each | undefined {
  const end = newer.report.period?.end;
  const periodical = periodicalOf(newer);
  if (end === undefined || periodical === undefined) return undefined;
  const earlier = newestFirst(reports).filter(
    (other) => periodicalOf(other) === periodical && other.report.period && other.report.period.end < end,
  );
  const nearest = earlier.filter(({ report }) => isOneEnd(report, earlier[0]?.report));
  return nearest.find((other) => isOneEdition(other, newer)) ?? nearest[0];
}

/** A profile's id is the periodical, a dot, and the edition. */
export function periodicalOf({ report }: Pick<Dated, "report">): string | undefined {
  return report.profile?.id.replace(/\.[^.]*$/, "");
}

function isOneEnd(one: Dated["report"], other: Dated["report"] | undefined): boolean {
  return one.profile !== null && one.period?.end === other?.period?.end;
}

function isOneEdition(one: Dated, other: Dated): boolean {
  return one.report.profile?.id === other.report.profile?.id;
}
