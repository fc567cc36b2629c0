import { useMessages } from "../app-context.ts";
import type { MessageKey } from "../messages/messages.ts";
import { formatRoute } from "../store/route.ts";

/** A view that has nothing to show yet, and the way to where that changes. */
export function NeedsReports({ message }: { message: MessageKey }) {
  const messages = useMessages();
  return (
    <div class="empty">
      <div class="invitation small">
        <p>{messages.say(message)}</p>
        <a class="button" href={formatRoute({ view: "library" })}>
          {messages.say("action.toLibrary")}
        </a>
      </div>
    </div>
  );
}
