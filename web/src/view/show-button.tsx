import type { Evidence } from "certdelta";
import type { ComponentChildren } from "preact";
import type { ShownEvidence } from "../state.ts";

interface Props {
  /** The entry that the evidence is of. */
  entry: number;
  /** Name of the field, or the figure itself. */
  title: string;
  places: readonly Evidence[];
  shown: ShownEvidence | undefined;
  onShow(evidence: ShownEvidence): void;
  children: ComponentChildren;
}

/** A value that leads to its sentence; plain text where the record knows no place for it. */
export function ShowButton({ entry, title, places, shown, onShow, children }: Props) {
  const [first] = places;
  if (!first) return <span class="value">{children}</span>;
  const current = shown?.entry === entry && shown.places[0] === first;
  return (
    <button
      type="button"
      class="value"
      aria-pressed={current}
      onClick={(event) => {
        event.currentTarget.focus(); // Safari leaves it unfocused, and "back" must find it
        onShow({ entry, title, places, index: 0 });
      }}
    >
      {children}
    </button>
  );
}
