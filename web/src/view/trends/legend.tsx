import { useMessages } from "../../app-context.ts";
import type { Trend } from "../../trends/trend.ts";

/** What the signs of the chart mean; those that it does not have are left out. */
export function Legend({ trend: { items, gaps, by }, lastYear }: { trend: Trend; lastYear: boolean }) {
  const messages = useMessages();
  const weekly = by === "week";
  const signs = [
    { name: "value", there: true },
    { name: "lastYear", there: lastYear && items.some(({ yearBefore }) => yearBefore !== null) },
    { name: "gap", there: gaps.length > 0 },
    { name: "anomaly", there: items.some(({ anomaly }) => anomaly) },
    { name: "contradiction", there: items.some(({ contradiction }) => contradiction) },
    { name: "incomplete", there: items.some(({ weeks }) => weeks && weeks.with < weeks.all) },
  ] as const;
  return (
    <ul class="legend">
      {signs
        .filter(({ there }) => there)
        .map(({ name }) => (
          <li key={name}>
            <svg class="chart-sign" viewBox="0 0 22 12" aria-hidden="true">
              {name === "value" &&
                (weekly ? (
                  <path class="line" d="M1 9 8 4 14 7 21 2" />
                ) : (
                  <rect class="bar-of" x="7" y="1" width="8" height="11" />
                ))}
              {name === "lastYear" && <path class="line last-year" d="M0 6H22" />}
              {name === "gap" && <rect class="gap" x="4" width="14" height="12" />}
              {name === "anomaly" && <circle class="anomaly" cx="11" cy="6" r="4.5" />}
              {name === "contradiction" && <path class="contradiction" d="M6 1 16 11M6 11 16 1" />}
              {name === "incomplete" && <rect class="bar-of incomplete" x="7" y="1" width="8" height="11" />}
            </svg>
            {messages.say(name === "lastYear" && !weekly ? "trends.yearBefore" : `trends.legend.${name}`)}
          </li>
        ))}
    </ul>
  );
}
