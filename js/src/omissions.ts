/** Text that a reader of documents leaves out, and why: nothing vanishes without a word. */

export interface Omission {
  /**
   * hidden: kept from being seen; navigation: the site's; struck-out: crossed out or deleted; pronunciation: written beside
   * characters; page-furniture: headers and footers of pages.
   */
  reason: "hidden" | "navigation" | "struck-out" | "pronunciation" | "page-furniture";
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

  close(): void {
    const text = this.#open?.text.replace(/\s+/g, " ").trim().slice(0, longest);
    if (this.#open && text && this.#list.length < most) this.#list.push({ reason: this.#open.reason, text });
    this.#open = undefined;
  }

  finish(): Omission[] {
    this.close();
    return this.#list;
  }
}
