import type { FoundField } from "certdelta";
import { useFieldWords, useMessages } from "../app-context.ts";
import { formatFound } from "../format.ts";

/** A field's value. Figures stay on one line; texts and lists may wrap. */
export function ValueText({ name, ...found }: { name: string } & Pick<FoundField, "value" | "qualifier">) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const text = formatFound(messages, found, type);
  return typeof found.value === "number" ? <span class="nowrap">{text}</span> : <span>{text}</span>;
}
