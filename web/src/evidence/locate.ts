import type { Evidence, Span } from "certdelta";

/** What stands out in the source text: the sentence that a rule matched, and in it the figure. */
export interface Place {
  sentence: Span;
  figure: Span;
}

/** Finds the evidence's quote around its figure. A figure without a quote is its own sentence. */
export function locate(text: string, { utf16, quote = "" }: Evidence): Place {
  const [begin, end] = utf16;
  const start = text.indexOf(quote, Math.max(0, end - quote.length));
  const around = quote !== "" && start !== -1 && start <= begin;
  return { sentence: around ? [start, start + quote.length] : utf16, figure: utf16 };
}
