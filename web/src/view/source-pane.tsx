import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { locate } from "../evidence/locate.ts";
import { figuresOf, type Piece, piecesOf, shownPart } from "../evidence/pieces.ts";
import { useFieldWords, useMessages } from "../labels.ts";
import type { ReadingClient } from "../reading/client.ts";
import type { ReadEntry, ShownEvidence } from "../state.ts";
import { PagePicture } from "./page-picture.tsx";

interface Props {
  client: ReadingClient;
  entry: ReadEntry | undefined;
  shown: ShownEvidence | undefined;
  onStep(by: 1 | -1): void;
  onBack(): void;
}

/** The document's text, every figure marked, the sentence on show highlighted and in view. */
export function SourcePane({ client, entry, shown, onStep, onBack }: Props) {
  const messages = useMessages();
  const words = useFieldWords();
  const evidence = shown?.places[shown.index];
  const pane = useRef<HTMLElement>(null);
  const figures = useMemo(() => (entry ? figuresOf(entry.report) : []), [entry]);

  const text = entry?.text ?? "";
  const place = evidence && locate(text, evidence);
  const part = shownPart(text, place?.figure[0] ?? 0);
  const pieces = piecesOf(text, figures, place, part);

  useLayoutEffect(() => {
    if (evidence) pane.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
    else pane.current?.scrollTo(0, 0);
  }, [entry, evidence]);

  return (
    <div class="panel source">
      <div class="source-head">
        <h2 id="source-title">
          {messages.say("source.title")} {entry && <span class="name">{entry.name}</span>}
        </h2>
        {shown && evidence ? (
          <div class="place">
            <span>
              {words(shown.title).label} · {messages.say("source.line", { line: evidence.line })}
            </span>
            {shown.places.length > 1 && <Stepper shown={shown} onStep={onStep} />}
            <button type="button" class="quiet back" onClick={onBack}>
              {messages.say("action.back")}
            </button>
          </div>
        ) : (
          <p class="muted">{messages.say("source.empty")}</p>
        )}
      </div>
      {entry?.pdf && evidence?.page !== undefined && (
        <PagePicture client={client} pdf={entry.pdf} evidence={evidence} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="scroll text" ref={pane} tabIndex={0} aria-labelledby="source-title">
        {part[1] - part[0] < text.length && <p class="muted notice">{messages.say("source.cut")}</p>}
        <pre>{marked(pieces)}</pre>
      </section>
    </div>
  );
}

function Stepper({ shown, onStep }: { shown: ShownEvidence; onStep(by: 1 | -1): void }) {
  const messages = useMessages();
  return (
    <span class="stepper">
      <button type="button" aria-label={messages.say("action.previousPlace")} onClick={() => onStep(-1)}>
        ‹
      </button>
      {messages.say("source.place", { index: shown.index + 1, count: shown.places.length })}
      <button type="button" aria-label={messages.say("action.nextPlace")} onClick={() => onStep(1)}>
        ›
      </button>
    </span>
  );
}

/** The pieces of the sentence stand next to each other; one <mark> holds them all. */
function marked(pieces: readonly Piece[]): ComponentChildren {
  const sentence = pieces.filter(({ inSentence }) => inSentence);
  const [first] = sentence;
  if (!first) return pieces.map(piece);
  return [
    ...pieces.filter(({ begin }) => begin < first.begin).map(piece),
    <mark key={first.begin}>{sentence.map(piece)}</mark>,
    ...pieces.filter(({ begin, inSentence }) => begin > first.begin && !inSentence).map(piece),
  ];
}

function piece({ text, begin, kind, inFigure }: Piece) {
  if (inFigure) {
    return (
      <strong key={begin} class="figure current">
        {text}
      </strong>
    );
  }
  return kind ? (
    <span key={begin} class={`figure ${kind}`}>
      {text}
    </span>
  ) : (
    text
  );
}
