import type { Issue, Status } from "certdelta";
import { formatError } from "../format.ts";
import { useMessages } from "../labels.ts";
import type { Messages } from "../messages/messages.ts";
import { type Action, type Entry, type FailedEntry, orderedEntries, type ReadEntry, type State } from "../state.ts";

interface Props {
  state: State;
  dispatch(action: Action): void;
}

export function ReportsTable({ state, dispatch }: Props) {
  const messages = useMessages();
  const sort = state.order === "given" ? "none" : state.order;
  return (
    <div class="panel reports">
      <h2 id="reports-title" class="visually-hidden">
        {messages.say("reports.title")}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-labelledby="reports-title">
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{messages.say("reports.issue")}</th>
              <th scope="col" aria-sort={sort}>
                <button
                  type="button"
                  class="sort"
                  title={messages.say("action.sortByPeriod")}
                  onClick={() => dispatch({ type: "reordered" })}
                >
                  {messages.say("reports.period")}
                </button>
              </th>
              <th scope="col">{messages.say("reports.profile")}</th>
              <th scope="col" class="number">
                {messages.say("reports.found")}
              </th>
              <th scope="col" class="number">
                {messages.say("reports.absent")}
              </th>
              <th scope="col" class="number">
                {messages.say("reports.open")}
              </th>
              <th scope="col" class="number">
                {messages.say("reports.unassigned")}
              </th>
              <th scope="col" class="number">
                {messages.say("reports.notes")}
              </th>
              <th scope="col">{messages.say("reports.source")}</th>
            </tr>
          </thead>
          <tbody>
            {orderedEntries(state).map((entry) => (
              <Row
                key={entry.id}
                entry={entry}
                selected={entry.id === state.selected}
                onSelect={() => dispatch({ type: "selected", id: entry.id })}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface RowProps {
  entry: Entry;
  selected: boolean;
  onSelect(): void;
}

function Row({ entry, selected, onSelect }: RowProps) {
  const messages = useMessages();
  switch (entry.state) {
    case "waiting":
      return (
        <tr class="waiting">
          <td>{messages.say("reports.waiting")}</td>
          <td colSpan={7} />
          <td class="name">{entry.name}</td>
        </tr>
      );
    case "failed":
      return <FailedRow entry={entry} />;
    case "read":
      return <ReadRow entry={entry} selected={selected} onSelect={onSelect} />;
  }
}

function FailedRow({ entry }: { entry: FailedEntry }) {
  const messages = useMessages();
  return (
    <tr class="failed">
      <td>{messages.say("reports.failed")}</td>
      <td colSpan={7} title={entry.error.message}>
        {formatError(messages, entry.error)} <code>{entry.error.code}</code>
      </td>
      <td class="name">{entry.name}</td>
    </tr>
  );
}

function ReadRow({ entry, selected, onSelect }: RowProps & { entry: ReadEntry }) {
  const messages = useMessages();
  const { report } = entry;
  const count = (...wanted: Status[]) =>
    Object.values(report.fields).filter(({ status }) => wanted.includes(status)).length;
  return (
    // The row takes clicks for convenience; the button in it is what the keyboard uses.
    <tr class={selected ? "selected" : ""} onClick={onSelect}>
      <td>
        <button type="button" class="link" aria-pressed={selected}>
          {issueName(messages, report.issue)}
        </button>
      </td>
      <td class="nowrap">
        {report.period ? `${report.period.start} – ${report.period.end}` : messages.say("reports.noPeriod")}
      </td>
      <td>{report.profile?.id ?? messages.say("reports.noProfile")}</td>
      <Count value={count("found")} />
      <Count value={count("absent")} />
      <Count value={count("ambiguous", "rejected")} alert />
      <Count value={report.unassigned.length} alert />
      <Count value={report.diagnostics.length} alert />
      <td class="name">{entry.name}</td>
    </tr>
  );
}

function Count({ value, alert = false }: { value: number; alert?: boolean }) {
  const messages = useMessages();
  return <td class={`number ${value === 0 ? "muted" : alert ? "alert" : ""}`}>{messages.number(value)}</td>;
}

export function issueName(messages: Messages, { number, year }: Issue): string {
  if (number === null && year === null) return messages.say("reports.noIssue");
  return `${number ?? "?"}/${year ?? "?"}`;
}
