import type { ComponentChildren } from "preact";
import type { Locale } from "../messages/messages.ts";

/**
 * Chinese has no spaces, so that a browser breaks a narrow heading inside of its words: with `word-break: keep-all`, it breaks
 * this one between them.
 */
export function breakable(text: string, locale: Locale): ComponentChildren {
  if (locale === "en" || !("Segmenter" in Intl)) return text;
  const words = new Intl.Segmenter(locale, { granularity: "word" }).segment(text);
  return Array.from(words, ({ segment, index }) => [index > 0 && <wbr key={index} />, segment]);
}
