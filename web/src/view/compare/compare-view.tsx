import { useSignal } from "@preact/signals";
import type { Comparison, Diagnostic } from "certdelta";
import { useEffect } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import { newestPair } from "../../comparing/newest-pair.ts";
import type { Messages } from "../../messages/messages.ts";
import { saveFile } from "../../save.ts";
import type { FullReport } from "../../store/store.ts";
import { NeedsReports } from "../needs-reports.tsx";
import { DiagnosticsList } from "../report/diagnostics-list.tsx";
import { SourcePane } from "../report/source-pane.tsx";
import { ReportChoice } from "../report-choice.tsx";
import { useDocument } from "../use-document.ts";
import { ComparisonTable } from "./comparison-table.tsx";
import { editionOf, type Filter, filters, movementsOf, timeOf } from "./movements.ts";

export function CompareView() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const route = store.route.value;
  const newest = newestPair(store.ordered.value);
  const known = (id: string | undefined) => (id !== undefined && store.byId.value.has(id) ? id : undefined);
  const beforeId = known(route.id) ?? newest?.before;
  const afterId = known(route.other) ?? newest?.after;
  const before = useDocument(beforeId);
  const after = useDocument(afterId);

  const state = store.comparison.value;
  const done =
    state && "comparison" in state && state.before === beforeId && state.after === afterId ? state : undefined;
  useEffect(() => {
    if (before && after) void actions.compare(before, after);
  }, [before, after, actions]);

  if (store.ready.value && store.entries.value.length < 2) return <NeedsReports message="comparison.needsTwo" />;
  if (store.ready.value && [route.id, route.other].some((id) => id !== undefined && known(id) === undefined))
    return <NeedsReports message="report.gone" />;
  if (!beforeId || !afterId) return null;
  const pair = (id: string, other: string) => {
    actions.show(undefined);
    actions.replaceRoute({ view: "compare", id, other });
  };
  const shownIn = store.shown.value?.entry === beforeId ? before : after;
  return (
    <>
      <div class="toolbar">
        <ReportChoice label={messages.say("comparison.older")} chosen={beforeId} onChoose={(id) => pair(id, afterId)} />
        <button
          type="button"
          class="icon"
          aria-label={messages.say("action.swap")}
          title={messages.say("action.swap")}
          onClick={() => pair(afterId, beforeId)}
        >
          ⇄
        </button>
        <ReportChoice label={messages.say("comparison.newer")} chosen={afterId} onChoose={(id) => pair(beforeId, id)} />
        <p class="facts relation">{done && describe(messages, done.comparison)}</p>
        <span class="spring" />
        <CopyMarkdown before={before} after={after} />
        <button
          type="button"
          id="save-comparison"
          disabled={!done}
          onClick={() => {
            if (done)
              saveFile(
                comparisonFileName(done.comparison),
                new Blob([`${done.record}\n`], { type: "application/json" }),
              );
          }}
        >
          {messages.say("action.saveComparison")}
        </button>
      </div>
      <div class="work">
        <div class="panel results scroll" id="results">
          {state && "failure" in state && (
            <p class="failure notice">{messages.say("comparison.failed", { reason: state.failure })}</p>
          )}
          {done && before && after && <Results comparison={done.comparison} before={before} after={after} />}
        </div>
        <SourcePane document={shownIn ?? undefined} />
      </div>
    </>
  );
}

function Results({ comparison, before, after }: { comparison: Comparison; before: FullReport; after: FullReport }) {
  const messages = useMessages();
  const filter = useSignal<Filter>("all");
  const counts = new Map<Filter, number>();
  const movements = movementsOf(comparison);
  for (const each of movements.values()) for (const kind of each) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const chosen = (counts.get(filter.value) ?? 0) > 0 ? filter.value : "all";
  const fields = Object.entries(comparison.fields).filter(([name]) => movements.get(name)?.has(chosen));
  const values = { before: editionOf(comparison.before), after: editionOf(comparison.after) };
  const isGrave = ({ severity, field }: Diagnostic) => severity === "error" || (severity === "warning" && !field);
  const list = (grave: boolean) => (
    <DiagnosticsList
      title={messages.say(grave ? "diagnostics.failed" : "comparison.diagnostics")}
      diagnostics={comparison.diagnostics.filter((each) => isGrave(each) === grave)}
      entry={after.id}
    />
  );
  // The core says which of the two no profile fits: there is nothing to compare.
  if (!before.report.profile || !after.report.profile) {
    return (
      <>
        {list(true)}
        {list(false)}
      </>
    );
  }
  return (
    <>
      {list(true)}
      <fieldset class="filters">
        <legend class="visually-hidden">{messages.say("comparison.filter")}</legend>
        {filters
          .filter((kind) => kind === "all" || (counts.get(kind) ?? 0) > 0)
          .map((kind) => (
            <label key={kind} class={`chip ${kind}`}>
              <input
                type="radio"
                name="movement"
                checked={chosen === kind}
                onChange={() => {
                  filter.value = kind;
                }}
              />
              {messages.say(`movement.${kind}`, values)}{" "}
              <span class="muted">{messages.number(counts.get(kind) ?? 0)}</span>
            </label>
          ))}
      </fieldset>
      <ComparisonTable fields={fields} time={timeOf(comparison)} before={before} after={after} />
      {list(false)}
    </>
  );
}

function CopyMarkdown({
  before,
  after,
}: {
  before: FullReport | null | undefined;
  after: FullReport | null | undefined;
}) {
  const { actions } = useApp();
  const messages = useMessages();
  const copy = async () => {
    if (!before || !after) return;
    const text = await actions.comparisonMarkdown(before, after);
    try {
      await navigator.clipboard.writeText(text);
      actions.say({ message: "notice.copied" });
    } catch {
      // Without the right to write to the clipboard, it becomes a file.
      saveFile("comparison.md", new Blob([text], { type: "text/markdown" }));
    }
  };
  return (
    <button type="button" id="copy-markdown" disabled={!before || !after} onClick={() => void copy()}>
      {messages.say("action.copyMarkdown")}
    </button>
  );
}

/** How the two reports stand to each other. */
function describe(messages: Messages, { relation, weeks_apart, before, after }: Comparison): string {
  if (relation === "reversed" && weeks_apart) return messages.count("relation.reversedWeeks", Math.abs(weeks_apart));
  if (relation !== "apart") return messages.say(`relation.${relation}`);
  if (weeks_apart === 0) return messages.say("relation.apartSameWeek");
  if (weeks_apart !== null) return messages.count("relation.apartWeeks", weeks_apart);
  return messages.say(before.period && after.period ? "relation.apartUneven" : "relation.apart");
}

function comparisonFileName({ before, after }: Comparison): string {
  const stem = (source: string) => source.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  return `${stem(before.source)}_${stem(after.source)}.comparison.json`;
}
