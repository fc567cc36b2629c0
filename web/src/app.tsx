import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { useComparison } from "./comparing/use-comparison.ts";
import { InfoContext, MessagesContext } from "./labels.ts";
import { type Locale, Messages, preferredLocale } from "./messages/messages.ts";
import { fromFiles } from "./reading/files.ts";
import type { DocumentSource } from "./reading/protocol.ts";
import { useDropAnywhere } from "./reading/use-drop.ts";
import { useReading } from "./reading/use-reading.ts";
import { comparedPair, initialState, readEntries, reduce, type ShownEvidence } from "./state.ts";
import { ComparisonView } from "./view/comparison-view.tsx";
import { EmptyPage } from "./view/empty-page.tsx";
import { Header } from "./view/header.tsx";
import { ReportView } from "./view/report-view.tsx";
import { ReportsTable } from "./view/reports-table.tsx";
import { SourcePane } from "./view/source-pane.tsx";
import { StatusLine } from "./view/status-line.tsx";
import { Tabs } from "./view/tabs.tsx";

export function App() {
  const [state, dispatch] = useReducer(reduce, initialState);
  const [locale, setLocale] = useState<Locale>(() => preferredLocale(navigator.languages));
  const [dropFailed, setDropFailed] = useState(false);
  const messages = useMemo(() => new Messages(locale), [locale]);
  const { client, info, read } = useReading(dispatch);
  const fileInput = useRef<HTMLInputElement>(null);
  /** The button whose value is on show; "Back to the value" returns to it. */
  const origin = useRef<HTMLElement | null>(null);

  const readAll = useCallback(
    (sources: DocumentSource[]) => {
      setDropFailed(false);
      if (sources.length > 0) read(sources);
    },
    [read],
  );
  const failDrop = useCallback(() => setDropFailed(true), []);
  const hovering = useDropAnywhere(readAll, failDrop);
  const chooseFiles = useCallback(() => fileInput.current?.click(), []);
  useOpenShortcut(chooseFiles);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const show = useCallback((evidence: ShownEvidence) => {
    origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    dispatch({ type: "shown", evidence });
  }, []);

  const reports = readEntries(state);
  const byId = (id: number | undefined) => reports.find((entry) => entry.id === id);
  const pair = comparedPair(state);
  const comparison = useComparison(client, byId(pair?.before), byId(pair?.after));
  const sourceEntry = byId(state.shown?.entry ?? state.selected);

  return (
    <MessagesContext.Provider value={messages}>
      <InfoContext.Provider value={info}>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            readAll(fromFiles(currentTarget.files ?? []));
            currentTarget.value = ""; // so that the same file can be chosen again
          }}
        />
        <Header state={state} onChoose={chooseFiles} onClear={() => dispatch({ type: "cleared" })} onLocale={setLocale}>
          <StatusLine state={state} dropFailed={dropFailed} />
        </Header>
        {state.entries.length === 0 ? (
          <EmptyPage onChoose={chooseFiles} />
        ) : (
          <main class="work">
            <ReportsTable state={state} dispatch={dispatch} />
            <section class="panel results">
              <Tabs view={state.view} onView={(view) => dispatch({ type: "viewed", view })} />
              {state.view === "report" ? (
                <ReportView entry={byId(state.selected)} shown={state.shown} onShow={show} />
              ) : (
                <ComparisonView
                  reports={reports}
                  pair={pair}
                  state={comparison}
                  shown={state.shown}
                  onPair={(chosen) => dispatch({ type: "paired", pair: chosen })}
                  onShow={show}
                />
              )}
            </section>
            <SourcePane
              client={client}
              entry={sourceEntry}
              shown={state.shown}
              onStep={(by) => dispatch({ type: "stepped", by })}
              onBack={() => origin.current?.focus()}
            />
          </main>
        )}
        {hovering && (
          <div class="drop-now" aria-hidden="true">
            {messages.say("drop.now")}
          </div>
        )}
      </InfoContext.Provider>
    </MessagesContext.Provider>
  );
}

/** Ctrl+O (Command+O) opens files here instead of replacing the page: from the moment the page is in sight. */
function useOpenShortcut(open: () => void): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "o" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      open();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);
}
