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
 * The two newest reports by period, the older one first. Partners of one profile and different weeks are preferred: a week is
 * rarely compared with its own translation. Reports without a period come first, in the order given.
 */
export function newestPair(reports: readonly Dated[]): Pair | undefined {
  const ordered = [...reports].sort((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0));
  const after = ordered.pop();
  const before = after && partnerOf(after, ordered);
  return after && before !== undefined ? { before, after: after.id } : undefined;
}

/** The report that `newer` is best compared with: the last one before it. */
export function partnerOf(newer: Dated, reports: readonly Dated[]): string | undefined {
  const others = reports.filter(({ id }) => id !== newer.id).sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  return (others.findLast((other) => isEarlierIssue(other, newer)) ?? others.at(-1))?.id;
}

function endOf({ report }: Dated): string {
  return report.period?.end ?? "";
}

function isEarlierIssue(other: Dated, newest: Dated): boolean {
  return other.report.profile?.id === newest.report.profile?.id && endOf(other) < endOf(newest);
}
