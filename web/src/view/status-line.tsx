import { useFieldWords, useMessages } from "../labels.ts";
import type { Messages } from "../messages/messages.ts";
import type { State } from "../state.ts";

interface Props {
  state: State;
  dropFailed: boolean;
}

/** Progress, failures and the place on show, in one polite live region. */
export function StatusLine({ state, dropFailed }: Props) {
  const messages = useMessages();
  const words = useFieldWords();
  const place = state.shown?.places[state.shown.index];
  const reading = state.entries.some((entry) => entry.state === "waiting");
  const failed = state.entries.filter((entry) => entry.state === "failed").length;
  let text = progress(messages, state);
  if (dropFailed) text = messages.say("status.dropFailed");
  else if (state.shown && place && !reading) {
    text = messages.say("status.evidence", {
      field: words(state.shown.title).label,
      line: place.line,
      text: place.text,
    });
    if (failed > 0) text += ` · ${messages.count("status.failed", failed)}`;
  }
  return (
    <p class="status" role="status">
      {text}
    </p>
  );
}

function progress(messages: Messages, { entries }: State): string {
  const total = entries.length;
  const done = entries.filter(({ state }) => state !== "waiting").length;
  const failed = entries.filter(({ state }) => state === "failed").length;
  if (total === 0) return messages.say("status.ready");
  if (done < total) return messages.say("status.reading", { done, total });
  const read = messages.count("status.read", total - failed);
  return failed === 0 ? read : `${read} · ${messages.count("status.failed", failed)}`;
}
