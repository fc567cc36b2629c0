/** Exit statuses of the command. */
export const status = {
  done: 0,
  /** Something was found that the user asked to be told of (`--exit-code`). */
  findings: 1,
  /** Wrong usage, or an input that could not be read. */
  failed: 2,
} as const;

export type Status = (typeof status)[keyof typeof status];
