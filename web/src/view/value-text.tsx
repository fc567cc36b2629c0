import type { Value } from "certdelta";
import { formatValue } from "../format.ts";
import { useFieldWords, useMessages } from "../labels.ts";

/** A field's value. Figures stay on one line; texts and lists may wrap. */
export function ValueText({ name, value }: { name: string; value: Value }) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const text = formatValue(messages, value, type);
  return typeof value === "number" ? <span class="nowrap">{text}</span> : <span>{text}</span>;
}
