import type { Value } from "certdelta";
import { useFieldWords, useMessages } from "../app-context.ts";
import { formatValue } from "../format.ts";

/** A field's value. Figures stay on one line; texts and lists may wrap. */
export function ValueText({ name, value }: { name: string; value: Value }) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const text = formatValue(messages, value, type);
  return typeof value === "number" ? <span class="nowrap">{text}</span> : <span>{text}</span>;
}
