import { useComputed } from "@preact/signals";
import type { Diagnostic } from "certdelta";
import { useApp, useMessages } from "../../app-context.ts";
import { SeriesNotes } from "../series-notes.tsx";
import { EmptyLibrary } from "./empty-library.tsx";
import { OwnProfiles } from "./own-profiles.tsx";
import { QueuePanel } from "./queue-panel.tsx";
import { ReportsTable } from "./reports-table.tsx";
import { UndoDeletion } from "./undo-deletion.tsx";

interface Props {
  onChoose(): void;
  onFolder(): void;
}

export function LibraryView({ onChoose, onFolder }: Props) {
  const { store } = useApp();
  const empty = useComputed(() => store.entries.value.length === 0 && store.queue.value.length === 0);
  if (!store.ready.value && store.queue.value.length === 0) return null;
  if (empty.value) {
    return (
      <>
        <EmptyLibrary onChoose={onChoose} onFolder={onFolder} />
        <OwnProfiles />
      </>
    );
  }
  return (
    <>
      <Toolbar onFolder={onFolder} />
      <QueuePanel />
      <ReportsTable />
      <Notes />
      <OwnProfiles />
      <Footer />
    </>
  );
}

function Toolbar({ onFolder }: { onFolder(): void }) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const { size } = store.selection.value;
  const entries = store.entries.value.length;
  return (
    <div class="toolbar">
      <h2>{messages.say("view.library")}</h2>
      <span class={`muted ${size > 0 ? "" : "total"}`} data-count={entries}>
        {size > 0 ? messages.count("library.selected", size) : messages.count("library.count", entries)}
      </span>
      <span class="spring" />
      {size > 0 && (
        <>
          <button type="button" onClick={() => actions.select([])}>
            {messages.say("action.selectNone")}
          </button>
          <button type="button" class="danger" data-peers="" onClick={() => actions.remove([...store.selection.value])}>
            {messages.count("action.deleteSelected", size)}
          </button>
        </>
      )}
      {size === 2 && (
        <button
          type="button"
          onClick={() => {
            const [newer, older] = store.newestFirst.value.filter(({ id }) => store.selection.value.has(id));
            actions.navigate({ view: "compare", id: older?.id, other: newer?.id });
          }}
        >
          {messages.say("action.compareSelected")}
        </button>
      )}
      <button type="button" onClick={onFolder}>
        {messages.say("action.folder")}
      </button>
      <button
        type="button"
        id="columns"
        onClick={() => {
          store.dialog.value = "columns";
        }}
      >
        {messages.say("action.columns")}
      </button>
      <button
        type="button"
        id="export"
        disabled={entries === 0 || store.reading.value}
        onClick={() => {
          store.dialog.value = "export";
        }}
      >
        {messages.say("action.export")}
      </button>
      <button
        type="button"
        id="save-records"
        disabled={(entries === 0 && store.failed.value.length === 0) || store.reading.value || !store.ready.value}
        onClick={() => void actions.exportReports(store.ordered.value, "ndjson")}
      >
        {messages.say("action.saveRecords")}
      </button>
    </div>
  );
}

/** Nothing of what the core says about the order stays unsaid, and no error has to be unfolded. */
function Notes() {
  const { store } = useApp();
  const messages = useMessages();
  const notes = store.catalog.value.groups
    .flatMap(({ series }) => series.diagnostics)
    .filter(({ severity }) => severity !== "info");
  const isError = ({ severity }: Diagnostic) => severity === "error";
  const errors = notes.filter(isError);
  const warnings = notes.filter((note) => !isError(note));
  return (
    <>
      {errors.length > 0 && (
        <section class="panel series-notes errors" aria-labelledby="series-errors">
          <h3 id="series-errors">{messages.count("library.errors", errors.length)}</h3>
          <SeriesNotes notes={errors} />
        </section>
      )}
      {warnings.length > 0 && (
        <details class="panel series-notes">
          <summary>{messages.count("library.warnings", warnings.length)}</summary>
          <SeriesNotes notes={warnings} />
        </details>
      )}
    </>
  );
}

/** What the library takes on this device, and the library as one file. */
function Footer() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const { kept, writing, usage } = store.storage.value;
  const entries = store.entries.value;
  return (
    <footer class="library-foot">
      <p class="muted">
        {!kept
          ? messages.say("library.notKept")
          : writing || store.reading.value
            ? messages.say("library.writing")
            : usage === undefined
              ? messages.say("library.kept")
              : messages.say("library.usage", { size: messages.bytes(usage) })}
      </p>
      <UndoDeletion />
      <span class="spring" />
      <button type="button" class="quiet" disabled={entries.length === 0} onClick={() => void actions.exportLibrary()}>
        {messages.say("action.saveLibrary")}
      </button>
      <button
        type="button"
        class="quiet danger"
        data-peers=""
        disabled={entries.length === 0}
        onClick={() => actions.remove(entries.map(({ id }) => id))}
      >
        {messages.say("action.deleteAll")}
      </button>
    </footer>
  );
}
