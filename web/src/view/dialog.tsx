import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useApp, useMessages } from "../app-context.ts";

/** A modal dialog of the browser: it keeps the focus inside, closes with Escape, and gives the focus back. */
export function Dialog({ title, children }: { title: string; children: ComponentChildren }) {
  const { store } = useApp();
  const messages = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const origin = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close(); // as long as it is open, nothing else takes the focus
      if (origin instanceof HTMLElement && origin.isConnected) origin.focus();
    };
  }, []);
  // At once, so that the next key is heard; the browser tells of the closing later, when another dialog may be open.
  const close = () => {
    if (dialog.current) store.dialog.value = undefined;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way; the click is on what lies behind
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={close}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="dialog-body">
        <header>
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="quiet icon" aria-label={messages.say("action.close")} onClick={close}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
