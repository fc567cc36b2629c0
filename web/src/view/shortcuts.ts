/**
 * The keys that work everywhere. Those of one character can be turned off, and never work where the focus is in a field or a list
 * that takes letters; Escape leaves it.
 */
import { useLayoutEffect } from "preact/hooks";
import type { Actions } from "../store/actions.ts";
import { type View, views } from "../store/route.ts";
import type { Store } from "../store/store.ts";

export interface Shortcut {
  keys: readonly string[];
  /** Its words in the catalogue: "shortcut.NAME". */
  name: string;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: ["Ctrl+O"], name: "open" },
  { keys: ["Ctrl+V"], name: "paste" },
  { keys: ["1", "2", "3", "4", "5"], name: "views" },
  { keys: ["j", "k"], name: "figures" },
  { keys: ["[", "]"], name: "reports" },
  { keys: ["c"], name: "compare" },
  { keys: ["t"], name: "teach" },
  { keys: ["e"], name: "export" },
  { keys: ["u"], name: "undo" },
  { keys: ["/"], name: "filter" },
  { keys: ["?"], name: "help" },
  { keys: ["Esc"], name: "close" },
];

/** A view that shows something of its own for a key listens to this on the document. */
export const figureStep = "certdelta:figure";
export const reportStep = "certdelta:report";
export const teachFigure = "certdelta:teach";

export function useShortcuts(store: Store, actions: Actions, chooseFiles: () => void): void {
  useLayoutEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "o" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        chooseFiles();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || store.dialog.value) return;
      if (isTyping(event.target)) {
        // A field and a list take the letters for themselves: this is the way out of them.
        if (event.key === "Escape") document.getElementById("main")?.focus({ preventScroll: true });
        return;
      }
      if (!store.settings.value.shortcuts) return;
      if (run(event.key, store, actions)) event.preventDefault();
    };
    document.addEventListener("keydown", act);
    return () => document.removeEventListener("keydown", act);
  }, [store, actions, chooseFiles]);
}

function run(key: string, store: Store, actions: Actions): boolean {
  const view: View | undefined = views[Number(key) - 1];
  if (view) {
    actions.navigate({ view });
    return true;
  }
  const route = store.route.value;
  switch (key) {
    case "?":
      store.dialog.value = "shortcuts";
      return true;
    case "e":
      if (store.entries.value.length > 0) store.dialog.value = "export";
      return true;
    case "u":
      actions.undo();
      return true;
    case "/":
      document.querySelector<HTMLElement>("input[type=search], #main select")?.focus();
      return true;
    case "j":
    case "k":
      return send(figureStep, key === "j" ? 1 : -1);
    case "[":
    case "]":
      return send(reportStep, key === "]" ? 1 : -1);
    case "t":
      return send(teachFigure, 0);
    case "c":
      if (route.view === "report" && store.reportId.value) actions.compareWithPrevious(store.reportId.value);
      return route.view === "report";
    case "Escape":
      if (store.notice.value) actions.dismissNotice();
      else store.failure.value = undefined;
      return false;
    default:
      return false;
  }
}

function send(name: string, detail: number): boolean {
  return !document.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}
