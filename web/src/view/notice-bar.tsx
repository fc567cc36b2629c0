import { useApp, useMessages } from "../app-context.ts";

/** The last thing that happened, with a way back. It stays until it is closed: nobody has to be quick. */
export function NoticeBar() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const notice = store.notice.value;
  const update = store.update.value;
  return (
    <div class="notices">
      <div role="status">
        {notice && (
          <div class="notice-bar" key={notice.key}>
            <span>
              {"plural" in notice.text
                ? messages.count(notice.text.plural, notice.text.count)
                : messages.say(notice.text.message, notice.text.values)}
            </span>
            {notice.undo && (
              <button type="button" onClick={notice.undo}>
                {messages.say("action.undo")}
              </button>
            )}
            <button
              type="button"
              class="quiet icon"
              aria-label={messages.say("action.close")}
              onClick={() => actions.dismissNotice()}
            >
              ✕
            </button>
          </div>
        )}
      </div>
      <div role="status">
        {update && (
          <div class="notice-bar">
            <span>{messages.say("update.ready")}</span>
            <button type="button" class="primary" onClick={update}>
              {messages.say("update.now")}
            </button>
            <button
              type="button"
              onClick={() => {
                store.update.value = undefined;
              }}
            >
              {messages.say("update.later")}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
