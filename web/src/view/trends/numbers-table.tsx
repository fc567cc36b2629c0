import { useFieldWords, useMessages } from "../../app-context.ts";
import { formatItem, formatValue } from "../../format.ts";
import type { Trend, TrendGap, TrendItem } from "../../trends/trend.ts";

interface Props {
  trend: Trend;
  title: string;
  onSave(csv: string): void;
  onOpen(item: TrendItem): void;
}

/** The numbers of the chart, for those who read them, hear them or take them elsewhere. */
export function NumbersTable({ trend, title, onSave, onOpen }: Props) {
  const messages = useMessages();
  const { type } = useFieldWords()(trend.name);
  const weekly = trend.by === "week";
  const value = (number: number | null) => (number === null ? "–" : formatValue(messages, number, type));
  const rows: (TrendItem | TrendGap)[] = [...trend.items, ...(weekly ? trend.gaps : [])].sort(
    (a, b) => b.start - a.start,
  );
  return (
    <details class="panel numbers">
      <summary class="notice">
        {messages.say("trends.table")} <span class="muted">({trend.items.length})</span>
      </summary>
      <p class="notice">
        <button type="button" class="small" id="save-csv" onClick={() => onSave(csvOf(trend))}>
          {messages.say("trends.csv")}
        </button>
      </p>
      <table class="grid">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{messages.say("trends.period")}</th>
            <th scope="col" class="number">
              {messages.say("trends.value")}
            </th>
            <th scope="col" class="number">
              {messages.say("trends.yearBefore")}
            </th>
            <th scope="col" class="number">
              {messages.say(weekly ? "trends.zscore" : "trends.weeks")}
            </th>
            <th scope="col">{messages.say("trends.marks")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            "status" in row ? (
              <tr key={row.start}>
                <th scope="row" class="nowrap">
                  {row.entry ? (
                    <button type="button" class="link" onClick={() => onOpen(row)}>
                      {row.label}
                    </button>
                  ) : (
                    row.label
                  )}
                </th>
                <td class="number">{formatItem(messages, row, type)}</td>
                <td class="number muted">{value(row.yearBefore)}</td>
                <td class="number muted">
                  {row.weeks
                    ? messages.say("trends.weeksOf", { weeks: row.weeks.with, all: row.weeks.all })
                    : row.z === null
                      ? "–"
                      : messages.number(row.z)}
                </td>
                <td>
                  {row.anomaly && <span class="badge warning">{messages.say("trends.anomaly")}</span>}
                  {row.contradiction && (
                    <span class="badge error">{messages.say(`trends.contradiction.${row.contradiction}`)}</span>
                  )}
                </td>
              </tr>
            ) : (
              <tr key={`gap ${row.start}`} class="gap">
                <td>{row.label}</td>
                <td colSpan={4}>{messages.count("library.gap", row.weeks)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </details>
  );
}

/** Names and dates as in records, whatever the language of the page. Nothing in it is the report's own text. */
function csvOf({ name, by, items }: Trend): string {
  const date = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const day = 86_400_000;
  const lines = items.map(
    ({ label, start, end, value, status, z, anomaly, contradiction, yearBefore, weeks, qualifier }) =>
      (by === "week"
        ? [date(start), date(end - day), value, status, z, anomaly, contradiction !== undefined, yearBefore, qualifier]
        : [label, value, weeks?.with, weeks?.all, yearBefore]
      )
        .map((cell) => cell ?? "")
        .join(","),
  );
  const header =
    by === "week"
      ? "start,end,value,status,z,anomaly,contradicted,year_before,qualifier"
      : `${by},value,weeks,of_weeks,year_before`;
  return `${header.replace("value", `value_${name.replaceAll(/[^\w.]/g, "_")}`)}\n${lines.join("\n")}\n`;
}
