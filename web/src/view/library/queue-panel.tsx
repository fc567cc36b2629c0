import { useSignal } from "@preact/signals";
import { useApp, useMessages } from "../../app-context.ts";
import { formatError, formatFinding } from "../../format.ts";
import type { QueueItem } from "../../store/store.ts";

/** What could not be read: each with its reason, what to do, and another try. */
export function QueuePanel() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const failed = store.failed.value;
  if (failed.length === 0) return null;
  return (
    <section class="queue panel" aria-labelledby="queue-title">
      <header>
        <h3 id="queue-title">{messages.count("queue.failed", failed.length)}</h3>
        <span class="spring" />
        <button type="button" class="small" data-peers="" onClick={() => actions.retryAll()}>
          {messages.say("action.retryAll")}
        </button>
        <button
          type="button"
          class="small"
          data-peers=""
          onClick={() => actions.dismissFailed(failed.map(({ key }) => key))}
        >
          {messages.say("action.dismissAll")}
        </button>
      </header>
      <ul>
        {failed.map((item) => (
          <FailedItem key={item.key} item={item} />
        ))}
      </ul>
    </section>
  );
}

function FailedItem({ item }: { item: QueueItem }) {
  const { actions } = useApp();
  const messages = useMessages();
  const password = useSignal("");
  const { error, name, source } = item;
  const encrypted = error?.code === "encrypted-input";
  return (
    <li class="failed">
      <span class="sign" aria-hidden="true">
        ✕
      </span>
      <div class="reason">
        <strong class="name">{name}</strong>
        <p title={error?.message}>
          {error && formatError(messages, error, name)} <code>{error?.code}</code>
        </p>
        {error?.findings?.map((finding, index) => (
          <p key={`${index} ${finding.code}`}>
            {formatFinding(messages, finding)} <code>{finding.code}</code>
          </p>
        ))}
      </div>
      {source && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            actions.retry(item, encrypted ? password.value : undefined);
          }}
        >
          {encrypted && (
            <input
              type="password"
              autocomplete="off"
              aria-label={messages.say("queue.password", { name })}
              placeholder={messages.say("queue.passwordHint")}
              value={password}
              onInput={({ currentTarget }) => {
                password.value = currentTarget.value;
              }}
            />
          )}
          <button type="submit" class="small retry" data-peers=".queue .retry">
            {messages.say("action.retry")}
          </button>
        </form>
      )}
      <button
        type="button"
        class="quiet icon dismiss"
        data-peers=".queue .dismiss"
        aria-label={messages.say("action.dismiss", { name })}
        onClick={() => actions.dismissFailed([item.key])}
      >
        ✕
      </button>
    </li>
  );
}
