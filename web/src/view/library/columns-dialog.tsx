import { useApp, useFieldWords, useMessages } from "../../app-context.ts";
import { Dialog } from "../dialog.tsx";

/** Which fields are columns of the library. */
export function ColumnsDialog() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const names = [...new Set(store.entries.value.flatMap(({ report }) => Object.keys(report.fields)))];
  const columns = store.settings.value.columns ?? store.headlines.value;
  const toggle = (name: string) => {
    const chosen = new Set(columns);
    if (!chosen.delete(name)) chosen.add(name);
    actions.set({ columns: names.filter((each) => chosen.has(each)) });
  };
  return (
    <Dialog title={messages.say("columns.title")}>
      <ul class="choices">
        {names.map((name) => (
          <li key={name}>
            <label class="check">
              <input type="checkbox" checked={columns.includes(name)} onChange={() => toggle(name)} />
              <span>{words(name).label}</span>
            </label>
          </li>
        ))}
      </ul>
      <div class="actions">
        <button
          type="button"
          disabled={store.settings.value.columns === undefined}
          onClick={() => actions.set({ columns: undefined })}
        >
          {messages.say("columns.default")}
        </button>
      </div>
    </Dialog>
  );
}
