import { useMessages } from "../labels.ts";
import type { ReadEntry, ShownEvidence } from "../state.ts";
import { DiagnosticsList } from "./diagnostics-list.tsx";
import { FieldsTable } from "./fields-table.tsx";
import { ShowButton } from "./show-button.tsx";

interface Props {
  entry: ReadEntry | undefined;
  shown: ShownEvidence | undefined;
  onShow(evidence: ShownEvidence): void;
}

/** What one document says: its fields, the figures that stay unexplained, the notes. */
export function ReportView({ entry, shown, onShow }: Props) {
  const messages = useMessages();
  if (!entry) return <div id="results" class="scroll" role="tabpanel" aria-labelledby="tab-report" />;
  const { unassigned, diagnostics } = entry.report;
  return (
    <div id="results" class="scroll" role="tabpanel" aria-labelledby="tab-report">
      <FieldsTable entry={entry} shown={shown} onShow={onShow} />
      <section class="findings">
        <h3>{messages.say("unassigned.title")}</h3>
        {unassigned.length === 0 ? (
          <p class="muted">{messages.say("unassigned.none")}</p>
        ) : (
          <ul class="chips">
            {unassigned.map(({ text, evidence }) => (
              <li key={evidence.bytes[0]}>
                <ShowButton entry={entry.id} title={text} places={[evidence]} shown={shown} onShow={onShow}>
                  <span class="figure unassigned">{text}</span>{" "}
                  <span class="muted">{messages.say("source.line", { line: evidence.line })}</span>
                </ShowButton>
              </li>
            ))}
          </ul>
        )}
      </section>
      <DiagnosticsList
        title={messages.say("diagnostics.title")}
        diagnostics={diagnostics}
        entry={entry.id}
        shown={shown}
        onShow={onShow}
      />
    </div>
  );
}
