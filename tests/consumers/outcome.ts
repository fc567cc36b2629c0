/** What project/use.mjs gives for the older one of the two fixtures, wherever it runs. */
export const outcome = {
  profile: "cncert-weekly.en",
  handled: 240,
  streamed: [240, "binary-input", 240] as (number | string)[],
  workbook: "PK",
  parquet: "PAR1",
  closed: "closed",
  again: 240,
};
