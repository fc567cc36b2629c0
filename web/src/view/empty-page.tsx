import { useMessages } from "../labels.ts";

export function EmptyPage({ onChoose }: { onChoose(): void }) {
  const messages = useMessages();
  return (
    <main class="empty">
      <div class="invitation">
        <h2>{messages.say("drop.title")}</h2>
        <p>{messages.say("drop.hint")}</p>
        <button type="button" class="primary" onClick={onChoose}>
          {messages.say("action.choose")}
        </button>
        <p class="muted">{messages.say("app.private")}</p>
      </div>
    </main>
  );
}
