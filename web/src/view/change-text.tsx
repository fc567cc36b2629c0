import type { Change } from "certdelta";
import { useMessages } from "../app-context.ts";
import { formatChange } from "../format.ts";

/** A change as printed: an arrow for the eye, a word for the ear. */
export function ChangeText({ change }: { change: Change }) {
  const messages = useMessages();
  const { text, spoken } = formatChange(messages, change);
  return (
    <>
      <span aria-hidden="true" title={spoken}>
        {text}
      </span>
      <span class="visually-hidden">{spoken}</span>
    </>
  );
}
