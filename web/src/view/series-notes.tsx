import type { Diagnostic } from "certdelta";
import { useMessages, useRemarks } from "../app-context.ts";
import { bySeverity } from "../evidence/remarks-by-field.ts";

/** What the core remarks on a series: two numbers on one week, editions that disagree, documents left out. The gravest come first. */
export function SeriesNotes({ notes }: { notes: readonly Diagnostic[] }) {
  const messages = useMessages();
  const said = useRemarks();
  return (
    <ul class="diagnostics">
      {[...notes].sort(bySeverity).map((note) => (
        <li key={`${note.code} ${note.message}`}>
          <span class={`badge ${note.severity}`}>{messages.say(`severity.${note.severity}`)}</span> {said(note)}{" "}
          <code>{note.code}</code>
        </li>
      ))}
    </ul>
  );
}
