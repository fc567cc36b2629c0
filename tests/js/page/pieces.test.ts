import type { Evidence } from "certdelta";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../../web/src/evidence/figures.ts";
import { locate } from "../../../web/src/evidence/locate.ts";
import { type Piece, piecesOf, shownPart } from "../../../web/src/evidence/pieces.ts";

function evidence(begin: number, end: number, quote?: string): Evidence {
  return { bytes: [begin, end], utf16: [begin, end], line: 1, text: "", ...(quote === undefined ? {} : { quote }) };
}

function figure(begin: number, end: number, kind: Figure["kind"]): Figure {
  return { span: [begin, end], kind, title: "", evidence: evidence(begin, end) };
}

/** Pieces as text: a figure in [], the sentence on show in <>, the figure on show in «». */
function draw(pieces: Piece[]): string {
  return pieces
    .map(({ text, kind, inSentence, inFigure }) => {
      const figure = inFigure ? `«${text}»` : kind ? `[${text}]` : text;
      return inSentence ? `<${figure}>` : figure;
    })
    .join("");
}

describe("locate", () => {
  const text = "It handled 5 cases. Later it handled 5 cases again.";

  it("finds the quote that holds the figure, not an equal one before it", () => {
    expect(locate(text, evidence(37, 38, "handled 5 cases"))).toEqual({ sentence: [29, 44], figure: [37, 38] });
  });

  it("takes the figure alone where there is no quote, or none around it", () => {
    expect(locate(text, evidence(11, 12))).toEqual({ sentence: [11, 12], figure: [11, 12] });
    expect(locate(text, evidence(11, 12, "not in the text"))).toEqual({ sentence: [11, 12], figure: [11, 12] });
  });
});

describe("piecesOf", () => {
  const text = "a 12 b 34 c";
  const figures: Figure[] = [figure(2, 4, "found"), figure(7, 9, "unassigned")];

  it("loses no character and marks every figure", () => {
    const pieces = piecesOf(text, figures, undefined, [0, text.length]);
    expect(draw(pieces)).toBe("a [12] b [34] c");
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });

  it("marks the sentence and the figure on show", () => {
    const pieces = piecesOf(text, figures, { sentence: [0, 6], figure: [2, 4] }, [0, text.length]);
    expect(draw(pieces)).toBe("<a ><«12»>< b> [34] c");
  });

  it("shows a figure twice named once", () => {
    const twice: Figure[] = [...figures, figure(7, 9, "open")];
    expect(draw(piecesOf(text, twice, undefined, [0, text.length]))).toBe("a [12] b [34] c");
  });

  it("keeps to the part that is shown", () => {
    expect(draw(piecesOf(text, figures, undefined, [3, 8]))).toBe("[2] b [3]");
  });
});

describe("shownPart", () => {
  it("is all of an ordinary document", () => {
    expect(shownPart("short", 3)).toEqual([0, 5]);
  });

  it("is whole lines around the focus in a huge one, whatever the focus", () => {
    const text = "0123456789\n".repeat(100_000);
    for (const focus of [0, 5, 500_000, text.length - 1]) {
      const [begin, end] = shownPart(text, focus);
      expect(begin).toBeLessThanOrEqual(focus);
      expect(end).toBeGreaterThan(focus);
      expect(end - begin).toBeLessThanOrEqual(200_000);
      expect(begin === 0 || text[begin - 1] === "\n").toBe(true);
    }
  });

  it("keeps the focus in view where a line is endless", () => {
    const [begin, end] = shownPart("x".repeat(1_000_000), 700_000);
    expect(begin <= 700_000 && 700_000 < end).toBe(true);
  });
});
