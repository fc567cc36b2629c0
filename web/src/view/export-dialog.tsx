import { useSignal } from "@preact/signals";
import type { ExportFormat } from "certdelta/export";
import { useApp, useMessages } from "../app-context.ts";
import { Dialog } from "./dialog.tsx";

const formats: readonly ExportFormat[] = ["csv", "xlsx", "parquet", "arrow", "json", "ndjson", "markdown", "html"];

/** Reports as files for other programs: those that are selected, or all. */
export function ExportDialog() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const all = store.ordered.value;
  const selected = all.filter(({ id }) => store.selection.value.has(id));
  const onlySelected = useSignal(selected.length > 0);
  const save = (format: ExportFormat) => {
    void actions.exportReports(onlySelected.value ? selected : all, format);
    store.dialog.value = undefined;
  };
  return (
    <Dialog title={messages.say("export.title")}>
      <fieldset class="segments">
        <legend class="visually-hidden">{messages.say("export.what")}</legend>
        <label>
          <input
            type="radio"
            name="what"
            checked={!onlySelected.value}
            onChange={() => {
              onlySelected.value = false;
            }}
          />
          {messages.count("export.all", all.length)}
        </label>
        <label>
          <input
            type="radio"
            name="what"
            disabled={selected.length === 0}
            checked={onlySelected.value}
            onChange={() => {
              onlySelected.value = true;
            }}
          />
          {messages.count("export.selected", selected.length)}
        </label>
      </fieldset>
      <ul class="formats">
        {formats.map((format) => (
          <li key={format}>
            <button type="button" data-format={format} onClick={() => save(format)}>
              <strong>{messages.say(`export.${format}`)}</strong>
              <span class="muted">{messages.say(`export.${format}.what`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
