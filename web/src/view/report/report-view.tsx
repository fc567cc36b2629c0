import type { Report } from "certdelta";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import { isFault } from "../../evidence/remarks-by-field.ts";
import { formatRoute } from "../../store/route.ts";
import type { FullReport, Store } from "../../store/store.ts";
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
      const next = neighbourOf(store, id, (event as CustomEvent<number>).detail);
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

/** The report so many steps later than another one. */
function neighbourOf(store: Store, id: string | undefined, by: number): string | undefined {
  const ids = store.newestFirst.value.map((entry) => entry.id).reverse();
  const at = ids.indexOf(id ?? "");
  return at < 0 ? undefined : ids[at + by];
}

function Toolbar({ document, onOpen }: { document: FullReport; onOpen(id: string): void }) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const [earlier, later] = [-1, 1].map((by) => neighbourOf(store, document.id, by));
  const { period, profile, source } = document.report;
  const title = store.info.value?.profiles.find(({ id: known }) => known === profile?.id)?.title;
  return (
    <div class="toolbar">
      <button
        type="button"
        class="icon"
        aria-label={messages.say("action.previousReport")}
        aria-keyshortcuts="["
        disabled={!earlier}
        onClick={() => earlier && onOpen(earlier)}
      >
        ‹
      </button>
      <ReportChoice label={messages.say("report.choice")} chosen={document.id} onChoose={onOpen} />
      <button
        type="button"
        class="icon"
        aria-label={messages.say("action.nextReport")}
        aria-keyshortcuts="]"
        disabled={!later}
        onClick={() => later && onOpen(later)}
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
      {store.beforeOf(document.id) && (
        <button type="button" onClick={() => actions.compareWithPrevious(document.id)} aria-keyshortcuts="c">
          {messages.say("action.compareWithPrevious")}
        </button>
      )}
    </div>
  );
}

function Values({ document }: { document: FullReport }) {
  const messages = useMessages();
  const { unassigned, diagnostics, profile } = document.report;
  const notes = diagnostics.filter((diagnostic) => !isFault(diagnostic));
  return (
    <>
      <DiagnosticsList
        title={messages.say("diagnostics.failed")}
        diagnostics={diagnostics.filter(isFault)}
        entry={document.id}
      />
      {profile ? (
        <>
          <FieldsTable document={document} />
          <Unassigned id={document.id} unassigned={unassigned} />
        </>
      ) : (
        <p class="findings">{messages.say("fields.none")}</p>
      )}
      <DiagnosticsList title={messages.say("diagnostics.title")} diagnostics={notes} entry={document.id} />
    </>
  );
}

function Unassigned({ id, unassigned }: { id: string } & Pick<Report, "unassigned">) {
  const messages = useMessages();
  return (
    <section class="findings">
      <h3>{messages.say("unassigned.title")}</h3>
      {unassigned.length === 0 ? (
        <p class="muted">{messages.say("unassigned.none")}</p>
      ) : (
        <>
          <ul class="chips">
            {unassigned.map(({ text, evidence }) => (
              <li key={evidence.bytes[0]}>
                <ShowButton entry={id} title={text} places={[evidence]}>
                  <span class="figure unassigned">{text}</span>{" "}
                  <span class="muted">{messages.say("source.line", { line: evidence.line })}</span>
                </ShowButton>
              </li>
            ))}
          </ul>
          <p>
            <a class="link" href={formatRoute({ view: "teach", id })}>
              {messages.say("action.teach")}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
