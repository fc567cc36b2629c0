import { useApp, useMessages } from "../../app-context.ts";
import { samples } from "../../samples/samples.ts";
import { UndoDeletion } from "./undo-deletion.tsx";

export function EmptyLibrary({ onChoose, onFolder }: { onChoose(): void; onFolder(): void }) {
  const { actions } = useApp();
  const messages = useMessages();
  const readSamples = () => {
    actions.read(samples());
    document.getElementById("main")?.focus(); // the button goes away with the empty library
  };
  return (
    <div class="empty">
      <div class="invitation">
        <h2>{messages.say("drop.title")}</h2>
        <p>{messages.say("drop.hint")}</p>
        <div class="actions">
          <button type="button" class="primary" onClick={onChoose}>
            {messages.say("action.choose")}
          </button>
          <button type="button" onClick={onFolder}>
            {messages.say("action.folder")}
          </button>
          <button type="button" id="samples" onClick={readSamples}>
            {messages.say("action.samples")}
          </button>
          <UndoDeletion />
        </div>
        <ul class="promises">
          {(["evidence", "silence", "private"] as const).map((promise) => (
            <li key={promise}>
              <strong>{messages.say(`promise.${promise}`)}</strong>
              <span class="muted">{messages.say(`promise.${promise}.what`)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
