import type { Evidence } from "certdelta";
import type { ComponentChildren } from "preact";
import { useApp } from "../../app-context.ts";

interface Props {
  /** The report that the evidence is of. */
  entry: string;
  /** Name of the field, or the figure itself. */
  title: string;
  places: readonly Evidence[];
  children: ComponentChildren;
}

/** A value that leads to its sentence; plain text where the record knows no place for it. */
export function ShowButton({ entry, title, places, children }: Props) {
  const { store, actions } = useApp();
  const [first] = places;
  if (!first) return <span class="value">{children}</span>;
  const shown = store.shown.value;
  const at = shown?.entry === entry && shown.title === title ? shown.places[shown.index]?.utf16[0] : undefined;
  const current = places.some(({ utf16 }) => utf16[0] === at);
  return (
    <button
      type="button"
      class="value"
      aria-pressed={current}
      onClick={(event) => {
        event.currentTarget.focus(); // Safari leaves it unfocused, and "back" must find it
        actions.show({ entry, title, places, index: 0 });
      }}
    >
      {children}
    </button>
  );
}
