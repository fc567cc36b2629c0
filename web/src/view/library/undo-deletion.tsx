import { useApp, useMessages } from "../../app-context.ts";

/** The way back once the notice of a deletion has left. */
export function UndoDeletion() {
  const { store, actions } = useApp();
  const messages = useMessages();
  if (!store.undoable.value || store.notice.value) return null;
  return (
    <button type="button" class="quiet undo" data-peers="" onClick={() => actions.undo()}>
      {messages.say("shortcut.undo")}
    </button>
  );
}
