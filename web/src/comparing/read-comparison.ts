import type { Comparison } from "certdelta";

/** A comparison, and which reports of the library it is of. */
export interface ReadComparison {
  before: string;
  after: string;
  /** As the core wrote it. */
  record: string;
  comparison: Comparison;
}
