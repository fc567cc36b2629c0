import { useApp, useMessages } from "../app-context.ts";
import { Dialog } from "./dialog.tsx";
import { shortcuts } from "./shortcuts.ts";

export function ShortcutsDialog() {
  const { store, actions } = useApp();
  const messages = useMessages();
  return (
    <Dialog title={messages.say("shortcuts.title")}>
      <dl class="shortcuts">
        {shortcuts.map(({ keys, name }) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{messages.lookUp(`shortcut.${name}`, name)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={store.settings.value.shortcuts}
          onChange={({ currentTarget }) => actions.set({ shortcuts: currentTarget.checked })}
        />
        {messages.say("shortcuts.single")}
      </label>
    </Dialog>
  );
}
