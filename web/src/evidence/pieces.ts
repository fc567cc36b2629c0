/** Cuts the source text where its looks change, so that each piece can be one text node. */
import type { Span } from "certdelta";
import type { Figure, FigureKind } from "./figures.ts";
import type { Place } from "./locate.ts";

export interface Piece {
  text: string;
  /** Offset in the whole text; unique, so it serves as a key. */
  begin: number;
  /** The figure that this piece belongs to. */
  kind: FigureKind | undefined;
  /** Its place among the figures. */
  figure: number | undefined;
  inSentence: boolean;
  inFigure: boolean;
}

/** A browser lays out a few hundred thousand characters without delay, but not tens of millions. */
const mostShown = 200_000;

/** The part of a text that is shown: all of it, or what lies around `focus`, cut at line ends. */
export function shownPart(text: string, focus: number): Span {
  if (text.length <= mostShown) return [0, text.length];
  const begin = Math.max(0, Math.min(focus - mostShown / 2, text.length - mostShown));
  const end = begin + mostShown;
  const lineStart = begin === 0 ? 0 : text.indexOf("\n", begin) + 1;
  const lineEnd = end === text.length ? end : text.lastIndexOf("\n", end);
  return lineStart <= focus && focus < lineEnd ? [lineStart, lineEnd] : [begin, end];
}

/** `figures` in document order; where two overlap, the first one wins. */
export function piecesOf(text: string, figures: readonly Figure[], place: Place | undefined, shown: Span): Piece[] {
  const cuts = new Set<number>(shown);
  for (const span of [...figures.map((figure) => figure.span), ...(place ? [place.sentence, place.figure] : [])]) {
    for (const cut of span) if (shown[0] < cut && cut < shown[1]) cuts.add(cut);
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  let next = 0;
  return ordered.slice(0, -1).map((begin, index) => {
    const end = ordered[index + 1] ?? begin;
    while (next < figures.length && (figures[next]?.span[1] ?? 0) <= begin) next += 1;
    const figure = figures[next];
    const inside = figure !== undefined && contains(figure.span, begin);
    return {
      text: text.slice(begin, end),
      begin,
      kind: inside ? figure.kind : undefined,
      figure: inside ? next : undefined,
      inSentence: place !== undefined && contains(place.sentence, begin),
      inFigure: place !== undefined && contains(place.figure, begin),
    };
  });
}

function contains([begin, end]: Span, offset: number): boolean {
  return begin <= offset && offset < end;
}
