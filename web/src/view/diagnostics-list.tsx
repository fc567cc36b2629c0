import type { Diagnostic } from "certdelta";
import { useFieldWords, useMessages } from "../labels.ts";
import type { ShownEvidence } from "../state.ts";
import { ShowButton } from "./show-button.tsx";

interface Props {
  title: string;
  diagnostics: readonly Diagnostic[];
  /** The entry that evidence in the diagnostics is of. */
  entry: number;
  shown: ShownEvidence | undefined;
  onShow(evidence: ShownEvidence): void;
}

export function DiagnosticsList({ title, diagnostics, entry, shown, onShow }: Props) {
  const messages = useMessages();
  const words = useFieldWords();
  if (diagnostics.length === 0) return null;
  return (
    <section class="findings">
      <h3>{title}</h3>
      <ul class="diagnostics">
        {diagnostics.map(({ severity, code, field, message, evidence }) => (
          <li key={`${code} ${field} ${evidence?.bytes[0]} ${message}`}>
            <span class={`badge ${severity}`}>{messages.say(`severity.${severity}`)}</span>{" "}
            <ShowButton
              entry={entry}
              title={field ?? code}
              places={evidence ? [evidence] : []}
              shown={shown}
              onShow={onShow}
            >
              {field && <strong>{words(field).label}: </strong>}
              {messages.lookUp(`diagnostic.${code}`, message)}
            </ShowButton>{" "}
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
