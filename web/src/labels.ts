import type { FieldType, Info } from "certdelta";
import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { Messages } from "./messages/messages.ts";

export const MessagesContext = createContext(new Messages("en"));

export function useMessages(): Messages {
  return useContext(MessagesContext);
}

/** Labels of the fields, from the profiles that the core carries. */
export const InfoContext = createContext<Info | undefined>(undefined);

export interface FieldWords {
  label: string;
  /** `undefined` for a field that no profile describes. */
  type: FieldType | undefined;
}

/** Gives what a field is called in the page's language and what it holds; an unknown field keeps its name. */
export function useFieldWords(): (name: string) => FieldWords {
  const { locale } = useMessages();
  const info = useContext(InfoContext);
  return useMemo(() => {
    const language = locale === "en" ? "en" : "zh";
    const fields = info?.profiles.flatMap((profile) => profile.fields) ?? [];
    const words = new Map(fields.map(({ name, label, type }) => [name, { label: label[language], type }]));
    return (name: string) => words.get(name) ?? { label: name, type: undefined };
  }, [locale, info]);
}
