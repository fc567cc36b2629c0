import type { Report } from "certdelta";

export interface Dated {
  id: number;
  report: Report;
}

export interface Pair {
  before: number;
  after: number;
}

/**
 * The two newest reports by period, the older one first. Partners of one profile and different weeks are preferred: a week is
 * rarely compared with its own translation. Reports without a period come first, in the order given.
 */
export function newestPair(reports: readonly Dated[]): Pair | undefined {
  const ordered = [...reports].sort((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0));
  const after = ordered.pop();
  if (!after) return undefined;
  const before = ordered.findLast((other) => isEarlierIssue(other, after)) ?? ordered.at(-1);
  return before && { before: before.id, after: after.id };
}

function endOf({ report }: Dated): string {
  return report.period?.end ?? "";
}

function isEarlierIssue(other: Dated, newest: Dated): boolean {
  return other.report.profile?.id === newest.report.profile?.id && endOf(other) < endOf(newest);
}
