import type { Unassigned, Value } from "certdelta";
import { useApp, useFieldWords, useMessages, useRemarks } from "../../app-context.ts";
import { formatValue } from "../../format.ts";
import type { MessageKey } from "../../messages/messages.ts";
import type { TrialChange } from "../../reading/protocol.ts";
import type { FullReport } from "../../store/store.ts";
import { issueName } from "../library/reports-table.tsx";
import type { TrialState } from "./use-trial.ts";

interface Props {
  trial: TrialState | undefined;
  document: FullReport;
  figure: Unassigned;
  field: string;
  /** What the lesson lacks to be tried: the labels of the form's fields. */
  missing: readonly MessageKey[];
  onSave(): void;
}

const mostShown = 30;

/** What the draft reads in the library, and what it would break. */
export function TrialResults({ trial, document, figure, field, missing, onSave }: Props) {
  const messages = useMessages();
  const said = useRemarks();
  const errors = trial?.findings.filter(({ severity }) => severity === "error") ?? [];
  const warnings =
    trial?.findings.filter(
      ({ severity, code, message }) => severity === "warning" && code !== "no-example" && message.includes(field),
    ) ?? [];
  const rows = (pick: "gained" | "broken") =>
    trial?.results.flatMap((result) => result[pick].map((change) => ({ id: result.id, change }))) ?? [];
  const gained = rows("gained").filter(({ change }) => change.field === field);
  const broken = [...rows("broken"), ...rows("gained").filter(({ change }) => change.field !== field)];
  const newErrors = trial?.results.flatMap(({ id, newErrors: of }) => of.map((remark) => ({ id, remark }))) ?? [];
  const readsIt = gained.some(
    ({ id, change }) => id === document.id && change.evidence?.utf16[0] === figure.evidence.utf16[0],
  );
  const finished = trial !== undefined && trial.done === trial.total && errors.length === 0;
  const harm = broken.length + newErrors.length;
  return (
    <section class="result" aria-labelledby="trial-title">
      <h3 id="trial-title">{messages.say("teach.result")}</h3>
      <div class="verdicts" role="status">
        {missing.length > 0 && (
          <span class="muted">
            {messages.say("teach.incomplete", {
              fields: missing.map((key) => messages.say(key)).join(messages.say("list.separator")),
            })}
          </span>
        )}
        {missing.length === 0 && !trial && <span class="muted">…</span>}
        {trial?.failure && <span class="bad">{trial.failure}</span>}
        {trial && !trial.failure && errors.length === 0 && (
          <>
            <span class={gained.length > 0 ? "good" : "bad"}>
              {gained.length > 0 ? "● " : "✕ "}
              {messages.count("teach.reads", gained.length)}
            </span>
            <span class={harm > 0 ? "bad" : finished ? "good" : "muted"}>
              {harm > 0 ? `✕ ${messages.count("teach.breaks", harm)}` : `● ${messages.say("teach.breaksNothing")}`}
            </span>
            {trial.examples.failed > 0 && (
              <span class="bad">✕ {messages.say("teach.examples", { ...trial.examples })}</span>
            )}
            {trial.done > trial.results.length && (
              <span class="bad">✕ {messages.count("teach.notTried", trial.done - trial.results.length)}</span>
            )}
            {!finished && (
              <span class="muted">{messages.say("teach.trying", { done: trial.done, total: trial.total })}</span>
            )}
          </>
        )}
      </div>
      {errors.length + warnings.length > 0 && (
        <ul class="diagnostics">
          {[...errors, ...warnings].slice(0, 6).map(({ severity, message, code }) => (
            <li key={message}>
              <span class={`badge ${severity}`}>{messages.say(`severity.${severity}`)}</span> {message}{" "}
              <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
      {trial && errors.length === 0 && !readsIt && !trial.failure && (
        <p class="bad">
          ✕ {messages.say("teach.misses")}{" "}
          {trial.results
            .find(({ id }) => id === document.id)
            ?.newNotes.map((note) => `${said(note)} (${note.code})`)
            .join(" · ")}
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          id="save-profile"
          class={harm > 0 ? "danger" : "primary"}
          disabled={!finished || !readsIt}
          onClick={onSave}
        >
          {messages.say(harm > 0 ? "teach.saveAnyway" : "teach.save")}
        </button>
      </div>
      {harm > 0 && (
        <>
          <h3>{messages.say("teach.broken")}</h3>
          <ul class="matches broken">
            {broken.slice(0, mostShown).map(({ id, change }) => (
              <BrokenRow key={`${id} ${change.field}`} id={id} change={change} />
            ))}
            {newErrors.slice(0, mostShown).map(({ id, remark }) => (
              <li key={`${id} ${remark.code} ${remark.message}`}>
                <ReportName id={id} />
                <span>
                  {said(remark)} <code>{remark.code}</code>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {gained.length > 0 && (
        <>
          <h3>{messages.say("teach.gained")}</h3>
          <ul class="matches gained">
            {gained.slice(0, mostShown).map(({ id, change }) => (
              <li key={id}>
                <ReportName id={id} />
                <span class="quote">
                  <strong>{String(change.after)}</strong>{" "}
                  <span class="muted">{change.evidence?.quote ?? change.evidence?.text}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function BrokenRow({ id, change: { field, before, after, status } }: { id: string; change: TrialChange }) {
  const messages = useMessages();
  const { label, type } = useFieldWords()(field);
  const said = (value: Value | null, otherwise: string) =>
    value === null ? otherwise : formatValue(messages, value, type);
  return (
    <li>
      <ReportName id={id} />
      <span>
        {messages.say("teach.brokenRow", {
          field: label,
          before: said(before, messages.say("teach.nothing")),
          after: said(after, messages.lookUp(`field.${status}`, status)),
        })}
      </span>
    </li>
  );
}

function ReportName({ id }: { id: string }) {
  const { store } = useApp();
  const messages = useMessages();
  const entry = store.byId.value.get(id);
  return <span class="nowrap">{entry && issueName(messages, entry.report.issue)}</span>;
}
