import { useApp, useFieldWords, useMessages } from "../../app-context.ts";
import { Dialog } from "../dialog.tsx";
import { headlineFields } from "./columns.ts";

/** Which fields are columns of the library. */
export function ColumnsDialog() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const names = [...new Set(store.entries.value.flatMap(({ report }) => Object.keys(report.fields)))];
  const columns = store.settings.value.columns ?? headlineFields(store.entries.value);
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
    </Dialog>
  );
}
