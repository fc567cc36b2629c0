/** Text that a reader of documents leaves out, and why: nothing vanishes without a word. */
import type { Diagnostic } from "./types.js";

/** A stretch of text that is in a document and not in what was read. */
export interface Omission {
  /**
   * hidden: kept from being seen; navigation: the site's; struck-out: crossed out or deleted; pronunciation: written beside
   * characters; control: in a form's field or button; drawn: in a drawing; annotation: written on the page;
   * reversed: shown against the order of its characters; embedded: in a chart, a diagram or a frame, or put there by a style.
   */
  reason:
    | "hidden"
    | "navigation"
    | "struck-out"
    | "pronunciation"
    | "control"
    | "drawn"
    | "annotation"
    | "reversed"
    | "embedded";
  /** At most 1000 characters of it. */
  text: string;
}

const longest = 1000;
const most = 1000;

/** Collects them; a document full of them stays bounded. */
export class Omissions {
  readonly #list: Omission[] = [];
  #open: Omission | undefined;
  #added: Omission | undefined;

  /** Between `open` and `close`. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** One piece; pieces with the same reason that follow one another are one omission. */
  add(reason: Omission["reason"], text: string): void {
    const last = this.#list[this.#list.length - 1];
    if (this.#open) this.text(text);
    else if (last && last.reason === reason && last === this.#added)
      last.text = `${last.text}${text}`.slice(0, longest);
    else {
      this.open(reason);
      this.text(text);
      this.close();
      this.#added = this.#list[this.#list.length - 1];
    }
  }

  open(reason: Omission["reason"]): void {
    this.#open = { reason, text: "" };
  }

  text(text: string): void {
    if (this.#open && this.#open.text.length < longest) this.#open.text += text;
  }

  /** Gives the reason of what it ends. */
  close(): Omission["reason"] | undefined {
    const text = this.#open?.text.replace(/\s+/g, " ").trim().slice(0, longest);
    if (this.#open && text && this.#list.length < most) this.#list.push({ reason: this.#open.reason, text });
    const reason = this.#open?.reason;
    this.#open = undefined;
    return reason;
  }

  finish(): Omission[] {
    this.close();
    for (const omission of this.#list) omission.text = omission.text.trim();
    return this.#list;
  }
}

/** Why a document that holds text shows none: said where nothing is left to read. */
export function allOmitted(omitted: readonly Omission[]): string {
  const [first] = omitted;
  if (first === undefined) return "";
  return `; left out: ${[...new Set(omitted.map(({ reason }) => reason))].join(", ")}: "${shortened(first.text)}"`;
}

const shown = 60;

function shortened(text: string): string {
  return text.length > shown ? `${[...text].slice(0, shown).join("")}\u2026` : text;
}

/** Omitted figures are told: each reason once, with the first words. Navigation and pronunciation are no part of a report. */
export function omissionDiagnostics(omitted: readonly Omission[]): Diagnostic[] {
  const kinds = new Map<Omission["reason"], { count: number; first: string }>();
  for (const { reason, text } of omitted) {
    if (reason === "navigation" || reason === "pronunciation" || !/\p{Nd}/u.test(text)) continue;
    const kind = kinds.get(reason) ?? { count: 0, first: text };
    kind.count++;
    kinds.set(reason, kind);
  }
  return [...kinds].map(([reason, { count, first }]) => {
    const words = shortened(first);
    const message = `${count === 1 ? "a stretch" : `${count} stretches`} of text with figures left out (${reason}): "${words}"`;
    return { severity: "info", code: "text-omitted", field: null, message };
  });
}
