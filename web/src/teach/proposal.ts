/** From a figure in its sentence to a template that reads it: the words around it, with a slot in its place. */
import type { Span } from "certdelta";

export interface Proposal {
  /** The sentence, on one line. */
  sentence: string;
  /** Where the figure stands in it. */
  figure: Span;
  /** With {field} in the place of the figure. */
  template(field: string): string;
  type: "count" | "percentage";
  /** What the words behind the figure suggest; empty where they do not. */
  name: string;
  label: string;
  unit: string;
}

const wordsBefore = 6;
const wordsBehind = 2;
/** Chinese has no spaces between its words: characters count. */
const charactersBefore = 12;
const charactersBehind = 4;

const sentenceEnd = /[。！？；]|[.!?](?=\s|$)|\n\s*\n/gu;
const figurePattern = /\d[\d.,]*\s?(%|％)?/gu;
const han = /\p{Script=Han}/u;

export function sentenceAround(text: string, [begin, end]: Span): Span {
  const from = Math.max(0, begin - 600);
  let start = from;
  for (const { index, 0: mark } of text.slice(from, begin).matchAll(sentenceEnd)) start = from + index + mark.length;
  const rest = text.slice(end, end + 600);
  const next = rest.search(sentenceEnd);
  const stop = end + (next < 0 ? rest.length : next);
  while (start < begin && /[\s#>*_-]/u.test(text[start] ?? "")) start += 1;
  return [start, stop];
}

export function propose(text: string, figure: Span): Proposal {
  const [start, stop] = sentenceAround(text, figure);
  const before = oneLine(text.slice(start, figure[0]));
  const printed = oneLine(text.slice(...figure)).trim();
  const behind = oneLine(text.slice(figure[1], stop));
  const left = shortBefore(before);
  const right = shortBehind(behind);
  const template = (field: string) => `${asTemplate(left)}{${field}}${asTemplate(right)}`.trim();
  const words = han.test(right) ? [] : (right.toLowerCase().match(/[a-z]+/g) ?? []);
  return {
    sentence: `${before}${printed}${behind}`.trimEnd(),
    figure: [before.length, before.length + printed.length],
    template,
    type: /[%％]/u.test(printed) ? "percentage" : "count",
    name: words.length > 0 ? words.join(".") : "",
    label: right.trim() === "" ? "" : capitalized(right.trim()),
    unit: words.at(-1) ?? "",
  };
}

/** The last words before the figure, from behind the last figure before it where words are left. */
function shortBefore(text: string): string {
  let from = 0;
  for (const { index, 0: figure } of text.matchAll(figurePattern)) {
    const behind = text.slice(index + figure.length);
    if ((behind.match(/\p{L}{2,}/gu) ?? []).length >= 2 || (behind.match(/\p{Script=Han}/gu) ?? []).length >= 3) {
      from = index + figure.length;
    }
  }
  const clause = text.slice(from).replace(/^[^\p{L}(]+/u, "");
  if (han.test(clause)) return clause.slice(-charactersBefore).replace(/^[^\p{L}]+/u, "");
  const words = clause.split(/(?<=\s)/u);
  return words.slice(-wordsBefore).join("");
}

function shortBehind(text: string): string {
  const clause = /^[^\d,;:，；：、。（(]*/u.exec(text)?.[0] ?? "";
  if (han.test(clause)) return clause.slice(0, charactersBehind);
  return clause
    .split(/(?=\s)/u)
    .slice(0, wordsBehind)
    .join("");
}

/** Signs of the template language are the sentence's own here; other figures are figures of any kind. */
function asTemplate(words: string): string {
  return words
    .split(figurePattern)
    .map((piece, index) => {
      if (index % 2 === 1) return ""; // the sign that the pattern captures
      return piece.replaceAll(/[[\](){}|\\]/g, "\\$&").replaceAll("...", "…");
    })
    .filter((piece, index, all) => piece !== "" || index === all.length - 1)
    .join("{number}");
}

/** A sentence that wraps, without the emphasis and escapes of Markdown. */
function oneLine(text: string): string {
  return text
    .replaceAll(/\\(?=[_*#])|\*\*|__/g, "")
    .replaceAll(/\s*\n\s*/g, (_, at: number) => (han.test(text[at - 1] ?? "") ? "" : " "));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
