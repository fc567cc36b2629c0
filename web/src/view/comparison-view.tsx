import type { Comparison } from "certdelta";
import type { Pair } from "../comparing/newest-pair.ts";
import type { ComparisonState } from "../comparing/use-comparison.ts";
import { useMessages } from "../labels.ts";
import type { Messages } from "../messages/messages.ts";
import { saveFile } from "../save.ts";
import type { ReadEntry, ShownEvidence } from "../state.ts";
import { ComparisonTable } from "./comparison-table.tsx";
import { DiagnosticsList } from "./diagnostics-list.tsx";
import { issueName } from "./reports-table.tsx";

interface Props {
  reports: readonly ReadEntry[];
  pair: Pair | undefined;
  state: ComparisonState;
  shown: ShownEvidence | undefined;
  onPair(pair: Partial<Pair>): void;
  onShow(evidence: ShownEvidence): void;
}

export function ComparisonView({ reports, pair, state, shown, onPair, onShow }: Props) {
  const messages = useMessages();
  const before = reports.find(({ id }) => id === pair?.before);
  const after = reports.find(({ id }) => id === pair?.after);
  const done = state && "comparison" in state ? state : undefined;
  const save = () => {
    if (done) saveFile(comparisonFileName(done.comparison), "application/json", `${done.record}\n`);
  };
  return (
    <div id="results" class="scroll" role="tabpanel" aria-labelledby="tab-comparison">
      {!before || !after ? (
        <p class="muted notice">{messages.say("comparison.needsTwo")}</p>
      ) : (
        <>
          <div class="pair">
            <Choice
              label={messages.say("comparison.older")}
              reports={reports}
              chosen={before.id}
              onChoose={(id) => onPair({ before: id })}
            />
            <Choice
              label={messages.say("comparison.newer")}
              reports={reports}
              chosen={after.id}
              onChoose={(id) => onPair({ after: id })}
            />
            <button type="button" id="save-comparison" disabled={!done} onClick={save}>
              {messages.say("action.saveComparison")}
            </button>
            <p class="relation">{done && describe(messages, done.comparison)}</p>
          </div>
          {state && "failure" in state && (
            <p class="notice failure">{messages.say("comparison.failed", { reason: state.failure })}</p>
          )}
          {done && (
            <>
              <ComparisonTable
                comparison={done.comparison}
                before={before}
                after={after}
                shown={shown}
                onShow={onShow}
              />
              <DiagnosticsList
                title={messages.say("comparison.diagnostics")}
                diagnostics={done.comparison.diagnostics}
                entry={after.id}
                shown={shown}
                onShow={onShow}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  reports: readonly ReadEntry[];
  chosen: number;
  onChoose(id: number): void;
}

function Choice({ label, reports, chosen, onChoose }: ChoiceProps) {
  const messages = useMessages();
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
        {reports.map(({ id, name, report }) => (
          <option key={id} value={id} selected={id === chosen}>
            {issueName(messages, report.issue)} · {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How the two reports stand to each other, and how many fields went which way. */
function describe(messages: Messages, { relation, weeks_apart, fields }: Comparison): string {
  const apart = relation === "apart" && weeks_apart !== null && weeks_apart !== 0;
  const kinds = ["changed", "added", "removed", "not_comparable", "same"] as const;
  const counts = kinds
    .map((kind) => ({ kind, count: Object.values(fields).filter((field) => field.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${messages.number(count)} ${messages.say(`kind.${kind}`)}`);
  return [
    apart ? messages.count("relation.apartWeeks", weeks_apart) : messages.say(`relation.${relation}`),
    ...counts,
  ].join(" · ");
}

function comparisonFileName({ before, after }: Comparison): string {
  const stem = (source: string) => source.replace(/\.[^.]*$/, "");
  return `${stem(before.source)}_${stem(after.source)}.comparison.json`;
}
