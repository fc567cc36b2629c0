import { useApp, useFieldWords, useMessages } from "../app-context.ts";
import type { Messages } from "../messages/messages.ts";
import type { View } from "../store/route.ts";
import type { Store } from "../store/store.ts";

/** The views that show the place of what is on show. */
const withDocument: readonly View[] = ["report", "compare", "teach"];

/** Progress, failures and the place on show, in one polite live region. */
export function StatusLine() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const { total, done } = store.progress.value;
  const reading = store.reading.value;
  const shown = store.shown.value;
  const place = shown?.places[shown.index];
  let text = progress(messages, store);
  if (store.dropFailed.value) text = messages.say("status.dropFailed");
  else if (shown && place && !reading && withDocument.includes(store.route.value.view)) {
    const { line, text: figure } = place;
    text =
      shown.title === figure
        ? messages.say("status.figure", { line, text: figure })
        : messages.say("status.evidence", { field: words(shown.title).label, line, text: figure });
  }
  return (
    <div class="status-box">
      {reading && (
        <>
          <progress max={total} value={done} aria-label={messages.say("status.progress")} />
          <button type="button" class="small" onClick={() => actions.cancel()}>
            {messages.say("action.cancel")}
          </button>
        </>
      )}
      <p class="status" role="status" title={text}>
        {text}
      </p>
    </div>
  );
}

function progress(messages: Messages, { reading, progress: { value }, failed, entries }: Store): string {
  if (reading.value) return messages.say("status.reading", { done: value.done, total: value.total });
  const failures = failed.value.length;
  const kept = messages.count("status.read", entries.value.length);
  if (failures === 0) return entries.value.length === 0 ? messages.say("status.ready") : kept;
  return `${kept} · ${messages.count("status.failed", failures)}`;
}
