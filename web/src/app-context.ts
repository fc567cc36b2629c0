/** What every view reads and calls. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Messages } from "./messages/messages.ts";
import { remarkOf, type Said } from "./messages/remarks.ts";
import type { Actions } from "./store/actions.ts";
import type { FieldWords, Store } from "./store/store.ts";

export interface AppParts {
  store: Store;
  actions: Actions;
}

export const AppContext = createContext<AppParts | undefined>(undefined);

export function useApp(): AppParts {
  const parts = useContext(AppContext);
  if (!parts) throw new Error("a view stands outside of the app");
  return parts;
}

export function useMessages(): Messages {
  return useApp().store.messages.value;
}

/** Gives what a field is called in the page's language and what it holds; an unknown field keeps its name. */
export function useFieldWords(): (name: string) => FieldWords {
  const { store } = useApp();
  const words = store.fieldWords.value;
  return (name) => words.get(name) ?? { label: name, type: undefined, unit: undefined };
}

/** Gives what the core remarks in the page's words. */
export function useRemarks(): (remark: Said) => string {
  const { store } = useApp();
  const messages = useMessages();
  const fieldWords = useFieldWords();
  const sentences = store.sentences.value;
  const words = {
    label: (name: string) => fieldWords(name).label,
    sentences: (code: string) => sentences.get(code) ?? [],
  };
  return (remark) => remarkOf(messages, remark, words);
}
