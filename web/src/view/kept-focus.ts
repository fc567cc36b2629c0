/** Where the focus goes when a button takes itself away, such as that which deletes its row. */
import { useLayoutEffect } from "preact/hooks";

/** Milliseconds for which a way back is waited for. */
const longestWay = 3000;

/**
 * A button that may go with what it does has `data-peers`: the selector of those that do the same to others. Pressed by the
 * keyboard, it hands the focus to the one that takes its place; where there is none, to the way back (`.undo`), which may come
 * a moment later; otherwise to the view. The browser would leave the keyboard at the beginning of the page.
 */
export function useKeptFocus(): void {
  useLayoutEffect(() => {
    let pressed: { button: HTMLElement; peers: string; index: number; at: number } | undefined;
    /** What has got the focus since then. It may go, too, such as the notice of the deletion before. */
    let given: HTMLElement | null = null;
    const observer = new MutationObserver(() => {
      const { activeElement: active, body } = document;
      if (!pressed || active === pressed.button) return;
      if (active !== body && active !== given) return forget(); // the reader is elsewhere
      const view = document.getElementById("main");
      const waits = active === view && performance.now() - pressed.at < longestWay;
      if (active !== body && !waits) return;
      const peers = peersOf(pressed.peers);
      const next = peers[pressed.index] ?? peers.at(-1) ?? peersOf(".undo")[0];
      given = next ?? view;
      if (given !== active) given?.focus({ preventScroll: !next });
    });
    const forget = () => {
      pressed = undefined;
      given = null;
      observer.disconnect();
    };
    const press = ({ target, detail }: MouseEvent) => {
      const button = target instanceof Element && target.closest<HTMLElement>("[data-peers]");
      const byKey = detail === 0;
      forget();
      if (!button || !byKey) return;
      const { peers = "" } = button.dataset;
      pressed = { button, peers, index: peersOf(peers).indexOf(button), at: performance.now() };
      observer.observe(document.body, { childList: true, subtree: true });
    };
    document.addEventListener("click", press, { capture: true });
    return () => {
      forget();
      document.removeEventListener("click", press, { capture: true });
    };
  }, []);
}

function peersOf(selector: string): HTMLElement[] {
  return selector === "" ? [] : Array.from(document.querySelectorAll<HTMLElement>(selector));
}
