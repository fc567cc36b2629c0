import { useEffect, useLayoutEffect } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import { formatRoute } from "../../store/route.ts";
import type { FullReport } from "../../store/store.ts";
import { NeedsReports } from "../needs-reports.tsx";
import { ReportChoice } from "../report-choice.tsx";
import { reportStep } from "../shortcuts.ts";
import { useTeachKey } from "../teach/teach-view.tsx";
import { useDocument } from "../use-document.ts";
import { DiagnosticsList } from "./diagnostics-list.tsx";
import { FieldsTable } from "./fields-table.tsx";
import { ShowButton } from "./show-button.tsx";
import { SourcePane } from "./source-pane.tsx";

/** What one document says, beside the document. */
export function ReportView() {
  const { store, actions } = useApp();
  const route = store.route.value;
  const id = store.reportId.value;
  const document = useDocument(id);
  useTeachKey(document);

  // A link to a field shows it as soon as its document is there.
  useEffect(() => {
    const field = route.field && document ? document.report.fields[route.field] : undefined;
    if (!document || !route.field || !field || field.status === "absent" || store.shown.value?.entry === document.id)
      return;
    const places =
      field.evidence ?? (field.status === "found" ? [] : field.candidates.flatMap(({ evidence }) => evidence ?? []));
    if (places.length > 0) actions.show({ entry: document.id, title: route.field, places, index: 0 });
  }, [document, route.field, store, actions]);

  useLayoutEffect(() => {
    const step = (event: Event) => {
      const ids = store.ordered.value.map((entry) => entry.id);
      const next = ids[ids.indexOf(id ?? "") + (event as CustomEvent<number>).detail];
      event.preventDefault();
      if (next) open(next);
    };
    window.document.addEventListener(reportStep, step);
    return () => window.document.removeEventListener(reportStep, step);
  });

  const open = (next: string) => {
    actions.show(undefined);
    actions.navigate({ view: "report", id: next });
  };
  if (store.ready.value && store.entries.value.length === 0) return <NeedsReports message="report.needsOne" />;
  if (document === null) return <NeedsReports message="report.gone" />;
  if (!document || !id) return null;
  return (
    <>
      <Toolbar document={document} onOpen={open} />
      <div class="work">
        <div class="panel results scroll" id="results">
          <Values document={document} />
        </div>
        <SourcePane document={document} />
      </div>
    </>
  );
}

function Toolbar({ document, onOpen }: { document: FullReport; onOpen(id: string): void }) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const ids = store.ordered.value.map((entry) => entry.id);
  const at = ids.indexOf(document.id);
  const { period, profile, source } = document.report;
  const title = store.info.value?.profiles.find(({ id: known }) => known === profile?.id)?.title;
  return (
    <div class="toolbar">
      <button
        type="button"
        class="icon"
        aria-label={messages.say("action.previousReport")}
        aria-keyshortcuts="["
        disabled={at <= 0}
        onClick={() => onOpen(ids[at - 1] ?? "")}
      >
        ‹
      </button>
      <ReportChoice label={messages.say("report.choice")} chosen={document.id} onChoose={onOpen} />
      <button
        type="button"
        class="icon"
        aria-label={messages.say("action.nextReport")}
        aria-keyshortcuts="]"
        disabled={at < 0 || at === ids.length - 1}
        onClick={() => onOpen(ids[at + 1] ?? "")}
      >
        ›
      </button>
      <p class="facts">
        <strong>{period ? `${period.start} – ${period.end}` : messages.say("reports.noPeriod")}</strong>
        <span class="muted">
          {title?.[store.locale.value === "en" ? "en" : "zh"] ?? profile?.id ?? messages.say("reports.noProfile")} ·{" "}
          {messages.lookUp(`format.${source.format}`, source.format)} · {messages.bytes(source.bytes)}
        </span>
      </p>
      <span class="spring" />
      <button type="button" onClick={() => actions.compareWithPrevious(document.id)} aria-keyshortcuts="c">
        {messages.say("action.compareWithPrevious")}
      </button>
    </div>
  );
}

function Values({ document }: { document: FullReport }) {
  const messages = useMessages();
  const { unassigned, diagnostics } = document.report;
  const failed = diagnostics.filter(({ severity }) => severity === "error");
  const notes = diagnostics.filter(({ severity }) => severity !== "error");
  return (
    <>
      <DiagnosticsList title={messages.say("diagnostics.failed")} diagnostics={failed} entry={document.id} />
      <FieldsTable document={document} />
      <section class="findings">
        <h3>{messages.say("unassigned.title")}</h3>
        {unassigned.length === 0 ? (
          <p class="muted">{messages.say("unassigned.none")}</p>
        ) : (
          <>
            <ul class="chips">
              {unassigned.map(({ text, evidence }) => (
                <li key={evidence.bytes[0]}>
                  <ShowButton entry={document.id} title={text} places={[evidence]}>
                    <span class="figure unassigned">{text}</span>{" "}
                    <span class="muted">{messages.say("source.line", { line: evidence.line })}</span>
                  </ShowButton>
                </li>
              ))}
            </ul>
            <p>
              <a class="link" href={formatRoute({ view: "teach", id: document.id })}>
                {messages.say("action.teach")}
              </a>
            </p>
          </>
        )}
      </section>
      <DiagnosticsList title={messages.say("diagnostics.title")} diagnostics={notes} entry={document.id} />
    </>
  );
}
