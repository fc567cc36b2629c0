import { useEffect, useRef } from "preact/hooks";
import { useApp, useMessages, useRemarks } from "../app-context.ts";
import type { Notice } from "../store/store.ts";

/** Milliseconds for which a notice stands, longer with something to press. */
const shortest = 8_000;
const withUndo = 20_000;

/**
 * The last thing that happened, with a way back. It stands below the view, over nothing. What went as it should leaves by itself,
 * but not under the reader's hand; a failure stays until it is closed.
 */
export function NoticeBar() {
  const { store } = useApp();
  const notice = store.notice.value;
  const failure = store.failure.value;
  return (
    <div class="notices">
      <div role="status">{failure && <Failing key={failure.key} failure={failure} />}</div>
      <div role="status">{notice && <Telling key={notice.key} notice={notice} />}</div>
      <div role="status">{store.update.value && <UpdateReady update={store.update.value} />}</div>
    </div>
  );
}

function Telling({ notice }: { notice: Notice }) {
  const { actions } = useApp();
  const messages = useMessages();
  const bar = useRef<HTMLDivElement>(null);
  useLeaving(bar, notice);
  return (
    <div class="notice-bar" ref={bar}>
      <NoticeText text={notice.text} />
      {notice.undo && (
        <button type="button" class="undo" data-peers="" onClick={notice.undo}>
          {messages.say("action.undo")}
        </button>
      )}
      <CloseButton onClose={() => actions.dismissNotice()} />
    </div>
  );
}

function Failing({ failure }: { failure: Notice }) {
  const { store } = useApp();
  return (
    <div class="notice-bar failed">
      <NoticeText text={failure.text} />
      <CloseButton
        onClose={() => {
          store.failure.value = undefined;
        }}
      />
    </div>
  );
}

function CloseButton({ onClose }: { onClose(): void }) {
  const messages = useMessages();
  return (
    <button type="button" class="quiet icon" data-peers="" aria-label={messages.say("action.close")} onClick={onClose}>
      ✕
    </button>
  );
}

/** Takes the notice away after its time; whoever points at it or is in it has all the time once more. */
function useLeaving(bar: { current: HTMLElement | null }, notice: Notice): void {
  const { actions } = useApp();
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leaveLater = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          if (element.matches(":hover, :focus-within")) leaveLater();
          else actions.letNoticeGo(notice);
        },
        notice.undo ? withUndo : shortest,
      );
    };
    leaveLater();
    element.addEventListener("pointerleave", leaveLater);
    element.addEventListener("focusout", leaveLater);
    return () => clearTimeout(timer);
  }, [bar, notice, actions]);
}

function NoticeText({ text }: Pick<Notice, "text">) {
  const messages = useMessages();
  const said = useRemarks();
  if ("plural" in text) return <span>{messages.count(text.plural, text.count)}</span>;
  if (!("remarks" in text)) return <span>{messages.say(text.message, text.values)}</span>;
  const remarks = text.remarks.map(said).join(messages.say("sentence.separator"));
  return <span>{messages.say(text.message, { remarks })}</span>;
}

function UpdateReady({ update }: { update: () => void }) {
  const { store } = useApp();
  const messages = useMessages();
  return (
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
  );
}
