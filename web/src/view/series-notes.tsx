import type { Diagnostic } from "certdelta";
import { useFieldWords, useMessages } from "../app-context.ts";
import { remarkOf } from "../messages/remarks.ts";

/** What the core remarks on a series: two numbers on one week, editions that disagree, documents left out. */
export function SeriesNotes({ notes }: { notes: readonly Diagnostic[] }) {
  const messages = useMessages();
  const words = useFieldWords();
  return (
    <ul class="diagnostics">
      {notes.map(({ severity, code, field, message }) => (
        <li key={`${code} ${message}`}>
          <span class={`badge ${severity}`}>{messages.say(`severity.${severity}`)}</span>{" "}
          {field && <strong>{words(field).label}: </strong>}
          {remarkOf(messages, { code, message }, (name) => words(name).label)} <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}
