import { useApp, useMessages, useRemarks } from "../app-context.ts";
import type { Notice } from "../store/store.ts";

/** The last thing that happened, with a way back. It stays until it is closed: nobody has to be quick. */
export function NoticeBar() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const notice = store.notice.value;
  const update = store.update.value;
  const said = useRemarks();
  const textOf = (text: Notice["text"]) => {
    if ("plural" in text) return messages.count(text.plural, text.count);
    if (!("remarks" in text)) return messages.say(text.message, text.values);
    return messages.say(text.message, { remarks: text.remarks.map(said).join(messages.say("sentence.separator")) });
  };
  return (
    <div class="notices">
      <div role="status">
        {notice && (
          <div class="notice-bar" key={notice.key}>
            <span>{textOf(notice.text)}</span>
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
