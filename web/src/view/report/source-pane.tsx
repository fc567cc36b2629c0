import { useSignal } from "@preact/signals";
import type { Evidence } from "certdelta";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useApp, useFieldWords, useMessages } from "../../app-context.ts";
import { type Figure, type FigureKind, figuresOf, placesOf } from "../../evidence/figures.ts";
import { locate } from "../../evidence/locate.ts";
import { type Piece, piecesOf, shownPart } from "../../evidence/pieces.ts";
import type { FullReport } from "../../store/store.ts";
import { documentName } from "../document-name.tsx";
import { figureStep } from "../shortcuts.ts";
import { PagePicture } from "./page-picture.tsx";

interface Props {
  document: FullReport | undefined;
  /** What clicking a figure does beside showing it. */
  onFigure?: (figure: Figure) => void;
  /** The reader is at work beside it: on a phone, where the whole page scrolls, it must not come into view by itself. */
  aside?: boolean;
}

/** The document, every figure marked, the sentence on show highlighted and in view. A figure leads to its value. */
export function SourcePane({ document, onFigure, aside = false }: Props) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const words = useFieldWords();
  const asPage = useSignal(true);
  /** The document whose pages cannot be drawn: an encrypted one is asked for its password once only. */
  const undrawn = useSignal<string | undefined>(undefined);
  const pane = useRef<HTMLElement>(null);
  const shown = store.shown.value?.entry === document?.id ? store.shown.value : undefined;
  const evidence = shown?.places[shown.index];
  const figures = useMemo(() => (document ? figuresOf(document.report) : []), [document]);
  const current = indexOf(figures, evidence);
  const unread = document?.report.profile === null;

  const showFigure = (index: number) => {
    const figure = figures[index];
    if (!document || !figure) return;
    actions.show({ entry: document.id, title: figure.title, ...placesOf(document.report, figure) });
    revealValue(figure.title);
    onFigure?.(figure);
  };
  const step = (by: number) => {
    if (figures.length === 0) return;
    // As the store has it now: keys may come faster than the view is drawn.
    const now = store.shown.value?.entry === document?.id ? store.shown.value : undefined;
    const at = indexOf(figures, now?.places[now.index]);
    const from = at < 0 && by < 0 ? 0 : at;
    showFigure((from + by + figures.length) % figures.length);
  };
  useLayoutEffect(() => {
    const listen = (event: Event) => {
      event.preventDefault();
      step((event as CustomEvent<number>).detail);
    };
    window.document.addEventListener(figureStep, listen);
    return () => window.document.removeEventListener(figureStep, listen);
  });

  const text = document?.text ?? "";
  const place = evidence && locate(text, evidence);
  const part = shownPart(text, place?.figure[0] ?? 0);
  const pieces = useMemo(
    () => piecesOf(text, figures, place, part),
    [text, figures, place?.figure[0], place?.sentence[0], place?.sentence[1], part[0], part[1]],
  );
  const pages = document?.original !== undefined && document.report.source.format === "pdf";
  const drawable = document !== undefined && undrawn.value !== document.id;
  const picture = pages && asPage.value && drawable;

  useLayoutEffect(() => {
    if (picture) return;
    const mark = evidence && pane.current?.querySelector("mark");
    if (!mark) pane.current?.scrollTo(0, 0);
    else if (aside && pane.current) centre(mark, pane.current);
    else mark.scrollIntoView({ block: "center" });
  }, [document, evidence, picture, aside]);

  return (
    <div class="panel source">
      <div class="source-head">
        <h2 id="source-title">
          <span class="name" title={document?.name}>
            {document && documentName(document.name)}
          </span>
        </h2>
        {pages && drawable && (
          <fieldset class="segments small">
            <legend class="visually-hidden">{messages.say("source.title")}</legend>
            {([true, false] as const).map((page) => (
              <label key={String(page)}>
                <input
                  type="radio"
                  name="source-as"
                  checked={asPage.value === page}
                  onChange={() => {
                    asPage.value = page;
                  }}
                />
                {messages.say(page ? "source.asPage" : "source.asText")}
              </label>
            ))}
          </fieldset>
        )}
        <span class="stepper" hidden={unread}>
          <button
            type="button"
            class="icon"
            aria-label={messages.say("action.previousFigure")}
            aria-keyshortcuts="k"
            onClick={() => step(-1)}
          >
            ‹
          </button>
          <span class="muted">
            {current < 0
              ? messages.count("source.figures", figures.length)
              : messages.say("source.figure", { index: current + 1, count: figures.length })}
          </span>
          <button
            type="button"
            class="icon"
            aria-label={messages.say("action.nextFigure")}
            aria-keyshortcuts="j"
            onClick={() => step(1)}
          >
            ›
          </button>
        </span>
        <div class="place">
          {shown && evidence ? (
            <>
              <span class="what">
                <strong>{words(shown.title).label}</strong> · {messages.say("source.line", { line: evidence.line })}
              </span>
              {shown.places.length > 1 && (
                <span class="stepper">
                  <button
                    type="button"
                    class="icon"
                    aria-label={messages.say("action.previousPlace")}
                    onClick={() => actions.step(-1)}
                  >
                    ‹
                  </button>
                  {messages.say("source.place", { index: shown.index + 1, count: shown.places.length })}
                  <button
                    type="button"
                    class="icon"
                    aria-label={messages.say("action.nextPlace")}
                    onClick={() => actions.step(1)}
                  >
                    ›
                  </button>
                </span>
              )}
              <button type="button" class="quiet back" onClick={() => revealValue(shown.title, true)}>
                {messages.say("action.back")}
              </button>
            </>
          ) : (
            <span class="muted">{messages.say(unread ? "source.unread" : "source.empty")}</span>
          )}
        </div>
      </div>
      {document && picture && (
        <PagePicture
          document={document}
          figures={figures}
          evidence={evidence}
          onFigure={showFigure}
          onFail={() => {
            undrawn.value = document.id;
          }}
        />
      )}
      {!picture && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="scroll text" ref={pane} tabIndex={0} aria-labelledby="source-title">
          {pages && !drawable && <p class="muted notice">{messages.say("source.notDrawn")}</p>}
          {text === "" && <p class="muted notice">{messages.say("source.none")}</p>}
          {part[1] - part[0] < text.length && <p class="muted notice">{messages.say("source.cut")}</p>}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the buttons above step through the same figures */}
          <pre
            onClick={({ target }) => {
              const figure = target instanceof HTMLElement && target.closest<HTMLElement>("[data-figure]");
              if (figure) showFigure(Number(figure.dataset.figure));
            }}
          >
            {marked(pieces)}
          </pre>
        </section>
      )}
      {!picture && <FiguresLegend figures={figures} />}
    </div>
  );
}

const kinds: readonly FigureKind[] = ["found", "open", "unassigned"];

/** What the lines below the figures mean, those that there are. */
function FiguresLegend({ figures }: { figures: readonly Figure[] }) {
  const messages = useMessages();
  const there = new Set(figures.map(({ kind }) => kind));
  if (there.size === 0) return null;
  return (
    <ul class="figures-legend">
      {kinds
        .filter((kind) => there.has(kind))
        .map((kind) => (
          <li key={kind}>
            <span class={`figure ${kind}`}>{messages.say(`source.kind.${kind}`)}</span>
          </li>
        ))}
    </ul>
  );
}

/** Within the pane alone. */
function centre(mark: HTMLElement, pane: HTMLElement): void {
  const [inner, outer] = [mark.getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollBy(0, inner.top + inner.height / 2 - (outer.top + outer.height / 2));
}

function indexOf(figures: readonly Figure[], evidence: Evidence | undefined): number {
  return evidence ? figures.findIndex((figure) => figure.evidence.utf16[0] === evidence.utf16[0]) : -1;
}

/** Brings the value of a field into view on the other side; `focus` moves there, too. */
function revealValue(title: string, focus = false): void {
  const selector = `#results [data-field="${CSS.escape(title)}"]`;
  const row = window.document.querySelector<HTMLElement>(selector);
  const button = (row ?? window.document.querySelector("#results"))?.querySelector<HTMLElement>(
    row ? "button.value" : "button.value[aria-pressed=true]",
  );
  (row ?? button)?.scrollIntoView({ block: "nearest" });
  if (focus) button?.focus();
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

function piece({ text, begin, kind, figure, inFigure }: Piece) {
  if (inFigure) {
    return (
      <strong key={begin} class="figure current" data-figure={figure}>
        {text}
      </strong>
    );
  }
  return kind ? (
    <span key={begin} class={`figure ${kind}`} data-figure={figure}>
      {text}
    </span>
  ) : (
    text
  );
}
