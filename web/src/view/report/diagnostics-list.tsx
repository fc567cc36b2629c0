import type { Diagnostic } from "certdelta";
import { useMessages, useRemarks } from "../../app-context.ts";
import { bySeverity } from "../../evidence/remarks-by-field.ts";
import { ShowButton } from "./show-button.tsx";

interface Props {
  title: string;
  diagnostics: readonly Diagnostic[];
  /** The report that evidence in the diagnostics is of. */
  entry: string;
}

export function DiagnosticsList({ title, diagnostics, entry }: Props) {
  const messages = useMessages();
  const said = useRemarks();
  if (diagnostics.length === 0) return null;
  const ordered = [...diagnostics].sort(bySeverity);
  return (
    <section class="findings">
      <h3>{title}</h3>
      <ul class="diagnostics">
        {ordered.map((note) => {
          const { severity, code, field, message, evidence } = note;
          return (
            <li key={`${code} ${field} ${evidence?.bytes[0]} ${message}`}>
              <span class={`badge ${severity}`}>{messages.say(`severity.${severity}`)}</span>{" "}
              <ShowButton entry={entry} title={field ?? code} places={evidence ? [evidence] : []}>
                {said(note)}
              </ShowButton>{" "}
              <code>{code}</code>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
