import { useRef } from "preact/hooks";
import { useMessages } from "../labels.ts";
import type { View } from "../state.ts";

const views: readonly View[] = ["report", "comparison"];

interface Props {
  view: View;
  onView(view: View): void;
}

/** The two views, as the ARIA tabs pattern has them: one tab stop, arrow keys move between them. */
export function Tabs({ view, onView }: Props) {
  const messages = useMessages();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = views.find((other) => other !== view) ?? view;
    onView(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" ref={list} onKeyDown={move}>
      {views.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-selected={each === view}
          aria-controls="results"
          tabIndex={each === view ? 0 : -1}
          onClick={() => onView(each)}
        >
          {messages.say(`view.${each}`)}
        </button>
      ))}
    </div>
  );
}
