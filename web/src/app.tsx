import { useSignalEffect } from "@preact/signals";
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useMessages } from "./app-context.ts";
import { fromFiles } from "./reading/files.ts";
import type { DocumentSource } from "./reading/protocol.ts";
import { useDropAnywhere } from "./reading/use-drop.ts";
import { CompareView } from "./view/compare/compare-view.tsx";
import { ExportDialog } from "./view/export-dialog.tsx";
import { Header } from "./view/header.tsx";
import { useKeptFocus } from "./view/kept-focus.ts";
import { ColumnsDialog } from "./view/library/columns-dialog.tsx";
import { LibraryView } from "./view/library/library-view.tsx";
import { NoticeBar } from "./view/notice-bar.tsx";
import { ReportView } from "./view/report/report-view.tsx";
import { useShortcuts } from "./view/shortcuts.ts";
import { ShortcutsDialog } from "./view/shortcuts-dialog.tsx";
import { TeachView } from "./view/teach/teach-view.tsx";
import { TrendsView } from "./view/trends/trends-view.tsx";

export function App() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const fileInput = useRef<HTMLInputElement>(null);
  const { view } = store.route.value;

  const readAll = useCallback(
    (sources: DocumentSource[]) => {
      if (sources.length === 0) return;
      if (store.route.value.view !== "library") actions.navigate({ view: "library" });
      actions.read(sources);
    },
    [store, actions],
  );
  const failDrop = useCallback(() => {
    store.dropFailed.value = true;
  }, [store]);
  const hovering = useDropAnywhere(readAll, failDrop);
  const chooseFiles = useCallback(() => {
    actions.expectFiles();
    fileInput.current?.click();
  }, [actions]);
  const chooseFolder = useCallback(() => {
    actions.expectFiles();
    const input = document.createElement("input");
    input.type = "file";
    input.webkitdirectory = true;
    input.onchange = () => readAll(fromFiles(input.files ?? []));
    input.click();
  }, [actions, readAll]);
  useEffect(() => {
    if (hovering) actions.expectFiles();
  }, [hovering, actions]);
  useShortcuts(store, actions, chooseFiles);
  useKeptFocus();

  useSignalEffect(() => {
    document.documentElement.lang = store.locale.value;
    document.documentElement.dataset.theme = store.settings.value.theme;
  });
  // Another view begins at its top, also where the whole page scrolls, and for the keyboard at its first control: the focus that
  // went with the old view does not fall back to the beginning of the page.
  const opened = useRef(view);
  useLayoutEffect(() => {
    const main = document.getElementById("main");
    scrollTo(0, 0);
    main?.scrollTo(0, 0);
    if (view !== opened.current && document.activeElement === document.body) main?.focus({ preventScroll: true });
    opened.current = view;
  }, [view]);
  useLayoutEffect(() => {
    const name = messages.say(`view.${view}`);
    document.title = view === "library" ? "certdelta" : `${name} · certdelta`;
  }, [messages, view]);

  return (
    <>
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
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {messages.say("action.skip")}
      </button>
      <Header onChoose={chooseFiles} />
      <main id="main" tabIndex={-1} class={`view-${view}`} data-ready={store.ready.value}>
        {view !== "library" && <h2 class="visually-hidden">{messages.say(`view.${view}`)}</h2>}
        {view === "library" && <LibraryView onChoose={chooseFiles} onFolder={chooseFolder} />}
        {view === "report" && <ReportView />}
        {view === "compare" && <CompareView />}
        {view === "trends" && <TrendsView />}
        {view === "teach" && <TeachView />}
      </main>
      <NoticeBar />
      {store.dialog.value === "shortcuts" && <ShortcutsDialog />}
      {store.dialog.value === "export" && <ExportDialog />}
      {store.dialog.value === "columns" && <ColumnsDialog />}
      {hovering && (
        <div class="drop-now" aria-hidden="true">
          {messages.say("drop.now")}
        </div>
      )}
    </>
  );
}
