/**
 * HTML pages as the text that a reader sees, with the cells of tables apart.
 *
 *     import { readHtml } from "certdelta/html";
 *
 *     const { text } = readHtml(bytes, { name: "issue-43-2023.html" });
 *     const report = certdelta.parse(text, { input: "text" });
 */
import { Parser } from "htmlparser2";
import { CertdeltaError } from "./errors.js";
import { type Decoded, decodePage } from "./html/charset.js";
import { type Look, lookOf, plainLook } from "./html/looks.js";
import { type StyledElement, Styles } from "./html/styles.js";
import { allOmitted, type Omission, Omissions } from "./omissions.js";
import { optionsOf } from "./options.js";
import { TextFlow } from "./text-flow.js";
import type { Diagnostic } from "./types.js";
import { type Bytes, toBytes } from "./utf8.js";

export { CertdeltaError } from "./errors.js";
export type { Omission } from "./omissions.js";

/** How a page is read. */
export interface HtmlOptions {
  /** Name of the document; it goes into errors. */
  name?: string;
  /** The encoding, where it came with the page ("gb2312" in HTTP's Content-Type). */
  charset?: string;
  /** Larger documents are refused with "too-large": 32 MiB. */
  maxBytes?: number;
}

/** What a page shows. */
export interface HtmlText {
  format: "html";
  /** What the page shows. Evidence indexes this text. */
  text: string;
  /** Of the page's head; it is not part of `text`. */
  title: string;
  /** The encoding that the bytes were in; empty for a string. */
  charset: string;
  /** Text that is in the page and not in `text`. */
  omitted: Omission[];
  /**
   * Code "undecodable": some bytes are no characters in the page's encoding. Code "styles-not-followed": rules of its style
   * sheets were left aside that may hide text.
   */
  diagnostics: Diagnostic[];
}

const defaultMaxBytes = 32 * 1024 * 1024;
/** No page is nested like this; the parser's time grows with the depth. */
const deepest = 1000;

/** Reads a page, given as bytes or as text. Throws CertdeltaError. */
export function readHtml(page: string | Bytes, given?: HtmlOptions): HtmlText {
  const options = optionsOf(given, { name: true, charset: true, maxBytes: true });
  const { name: source, maxBytes = defaultMaxBytes } = options;
  const size = typeof page === "string" ? page.length : page.byteLength;
  if (size > maxBytes) {
    throw new CertdeltaError("too-large", `${size} bytes; at most ${maxBytes} are read`, { source });
  }
  const decoded: Decoded =
    typeof page === "string"
      ? { text: page, charset: "", undecodable: 0 }
      : decodePage(toBytes(page, source), options.charset, source);
  // HTML Standard, 13.2.5: a null character is none, and what it stood for is lost.
  const reader = new PageReader(decoded.text.replaceAll("\0", "\ufffd"), source);
  const { text, title, omitted, unfollowed } = reader.read();
  if (text === "") throw new CertdeltaError("empty-input", `the page shows no text${allOmitted(omitted)}`, { source });
  const diagnostics: Diagnostic[] = [];
  if (decoded.undecodable > 0) {
    const message = `${decoded.undecodable} places are no characters in ${decoded.charset}`;
    diagnostics.push({ severity: "warning", code: "undecodable", field: null, message });
  }
  if (unfollowed) {
    const message = "not all rules of the page's style sheets were followed; text that they hide may have been read";
    diagnostics.push({ severity: "warning", code: "styles-not-followed", field: null, message });
  }
  return { format: "html", text, title, charset: decoded.charset, omitted, diagnostics };
}

/** Elements that begin and end a paragraph. */
const blocks = new Set(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu ol p pre section summary table tbody tfoot thead ul caption".split(
    " ",
  ),
);
/** Where a document tells what it holds beside its text. */
const tagsAndEntities = /<[^>]*>|&[a-z]+;/gi;
/** Elements whose text is for programs, or stands in for what a browser shows. */
const unseen = new Set("script style template iframe object embed canvas audio video datalist noframes".split(" "));
/** Seen or not, but not the report's words. */
const asides: Readonly<Record<string, Omission["reason"]>> = {
  nav: "navigation",
  rt: "pronunciation",
  rp: "pronunciation",
  del: "struck-out",
  s: "struck-out",
  strike: "struck-out",
  noscript: "hidden",
  svg: "drawn",
  button: "control",
  select: "control",
  textarea: "control",
};
/** Of MathML: what is in them from the second on is not on the line of the first. */
const stacked = new Set("mfrac msup msub msubsup mover munder munderover mmultiscripts mroot mtr mtable".split(" "));
const cells = new Set(["td", "th"]);
/** Pictures whose replacement is a direction are one. */
const arrows = /^\s*[\u2190-\u21ff\u25b2-\u25bd=+]\s*$/;

class PageReader {
  readonly #source: string;
  readonly #name: string | undefined;
  readonly #flow = new TextFlow();
  readonly #styles: Styles;
  readonly #skipNavigation: boolean;
  /** Of the open elements. */
  readonly #elements: StyledElement[] = [];
  readonly #looks: Look[] = [];
  /** How many elements are in each of them, and in the page itself. */
  readonly #children: number[] = [0];
  readonly #omissions = new Omissions();
  /** How many open elements have this reason for leaving their text out; the outermost one's reason counts. */
  #depth = 0;
  #omittedFrom = 0;
  #unseenFrom = 0;
  #smaller = 0;
  #preformatted = 0;
  #offBase = 0;
  #swallowed = false;
  #title: string | undefined;
  #inTitle = false;

  constructor(source: string, name: string | undefined, skipNavigation = true) {
    this.#source = source;
    this.#name = name;
    this.#skipNavigation = skipNavigation;
    this.#styles = new Styles(source);
  }

  read(): { text: string; title: string; omitted: Omission[]; unfollowed: boolean } {
    const parser = new Parser(
      {
        onopentag: (tag, attributes) => this.#open(tag, attributes),
        ontext: (text) => this.#text(text),
        onclosetag: (tag, implied) => this.#close(tag, implied),
      },
      { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: isXhtml(this.#source) },
    );
    // In pieces, so that one that is refused is refused early.
    const piece = 1 << 16;
    for (let at = 0; at < this.#source.length; at += piece) parser.write(this.#source.slice(at, at + piece));
    parser.end();
    // Navigation that nobody closed has swallowed what follows it.
    if (this.#swallowed) return new PageReader(this.#source, this.#name, false).read();
    return {
      text: this.#flow.finish(),
      title: (this.#title ?? "").replace(/\s+/g, " ").trim(),
      omitted: this.#omissions.finish(),
      unfollowed: this.#styles.unfollowed,
    };
  }

  #open(tag: string, attributes: Record<string, string>): void {
    this.#depth++;
    if (this.#depth > deepest) {
      throw new CertdeltaError("too-large", `elements nested more than ${deepest} deep`, { source: this.#name });
    }
    const place = (this.#children.pop() ?? 0) + 1;
    this.#children.push(place, 0);
    const element = elementOf(tag, attributes, place);
    const parent = this.#elements[this.#elements.length - 1]?.tag ?? "";
    const outer = this.#looks[this.#looks.length - 1] ?? plainLook;
    const look = lookOf(this.#styles.of(element, attributes.style, this.#elements), attributes, tag, outer);
    if (place > 1 && stacked.has(parent)) look.offBase = true;
    this.#elements.push(element);
    this.#looks.push(look);
    if (this.#unseenFrom > 0) return;
    // A template that makes a shadow tree is shown.
    if (unseen.has(tag) && !("shadowrootmode" in attributes)) {
      this.#unseenFrom = this.#depth;
      this.#flow.gap();
      if (attributes.srcdoc !== undefined) this.#embedded(attributes.srcdoc.replace(tagsAndEntities, " "));
      return;
    }
    if (tag === "title" && this.#omittedFrom === 0) {
      this.#inTitle = this.#title === undefined;
      this.#title ??= "";
      this.#unseenFrom = this.#inTitle ? 0 : this.#depth;
      return;
    }
    if (this.#omittedFrom > 0) return;
    const reason = this.#reasonToOmit(tag, attributes, look);
    if (reason !== undefined) {
      this.#omittedFrom = this.#depth;
      this.#omissions.open(reason);
      if (reason !== "pronunciation") this.#flow.gap();
    }
    this.#layOut(tag, attributes, look);
    this.#generated(look.before);
  }

  /** What the page shows and does not hold as text. */
  #embedded(text: string): void {
    if (this.#omittedFrom === 0 && text.trim() !== "") this.#omissions.add("embedded", text);
  }

  #generated(text: string): void {
    this.#embedded(text);
    if (this.#omittedFrom === 0 && text.trim() !== "") this.#flow.generated(text);
  }

  #reasonToOmit(tag: string, attributes: Record<string, string>, look: Look): Omission["reason"] | undefined {
    if (look.hidden) return "hidden";
    if (look.reversed) return "reversed";
    if (look.struck) return "struck-out";
    const reason = asides[tag] ?? (attributes.role === "navigation" ? "navigation" : undefined);
    return reason === "navigation" && !this.#skipNavigation ? undefined : reason;
  }

  #layOut(tag: string, attributes: Record<string, string>, look: Look): void {
    if (look.block && !cells.has(tag) && tag !== "tr") this.#flow.block();
    else if (look.apart && !blocks.has(tag)) this.#flow.gap();
    if (isOffBase(tag, look)) this.#offBase++;
    if (tag === "small") this.#smaller++;
    switch (tag) {
      case "td":
      case "th":
        this.#flow.openCell();
        return;
      case "tr":
        this.#flow.closeRow();
        return;
      case "br":
      case "li":
        this.#flow.lineBreak();
        return;
      case "pre":
        this.#flow.block();
        this.#preformatted++;
        return;
      case "input":
        this.#control(attributes);
        return;
      case "img":
        if (this.#omittedFrom === 0 && arrows.test(attributes.alt ?? "")) this.#flow.text(attributes.alt ?? "");
        return;
      default:
        if (blocks.has(tag)) this.#flow.block();
    }
  }

  /** What a form's field holds is seen, but may be anybody's. */
  #control({ type = "text", value = "" }: Record<string, string>): void {
    this.#flow.gap();
    if (this.#omittedFrom === 0 && value !== "" && type !== "hidden") {
      this.#omissions.open("control");
      this.#omissions.text(value);
      this.#omissions.close();
    }
  }

  #text(text: string): void {
    if (this.#inTitle) this.#title += text;
    else if (this.#unseenFrom > 0) return;
    else if (this.#omittedFrom > 0) this.#omissions.text(text);
    else if (this.#looks[this.#looks.length - 1]?.unseen) {
      if (text.trim() === "") return;
      this.#omissions.add("hidden", text);
      this.#flow.gap();
    } else if (this.#offBase > 0) this.#flow.offBase(text);
    else if (this.#smaller > 0) this.#flow.smaller(text);
    else if (this.#preformatted > 0) this.#flow.preformatted(text);
    else this.#flow.text(text);
  }

  #close(tag: string, implied: boolean): void {
    const depth = this.#depth--;
    this.#elements.pop();
    const look = this.#looks.pop() ?? plainLook;
    this.#children.pop();
    if (tag === "title" && this.#inTitle) {
      this.#inTitle = false;
      return;
    }
    if (this.#unseenFrom > 0) {
      if (this.#unseenFrom === depth) this.#unseenFrom = 0;
      return;
    }
    if (this.#omittedFrom > 0) {
      if (this.#omittedFrom !== depth) return;
      this.#omittedFrom = 0;
      if (this.#omissions.close() === "navigation" && implied) this.#swallowed = true;
    }
    this.#generated(look.after);
    if (isOffBase(tag, look)) this.#offBase--;
    if (tag === "small") this.#smaller--;
    if (look.block && !cells.has(tag) && tag !== "tr") this.#flow.block();
    else if (look.apart && !blocks.has(tag)) this.#flow.gap();
    switch (tag) {
      case "td":
      case "th":
        this.#flow.closeCell();
        return;
      case "tr":
        this.#flow.closeRow();
        return;
      case "li":
        this.#flow.lineBreak();
        return;
      case "pre":
        this.#preformatted--;
        this.#flow.block();
        return;
      default:
        if (blocks.has(tag)) this.#flow.block();
    }
  }
}

function elementOf(tag: string, attributes: Record<string, string>, place: number): StyledElement {
  const { class: names = "", id } = attributes;
  return { tag, classes: new Set(names.split(/\s+/).filter((name) => name !== "")), id, attributes, place };
}

/** In a line of text; cells and blocks have a vertical alignment of another kind. */
function isOffBase(tag: string, look: Look): boolean {
  if (tag === "sup" || tag === "sub") return true;
  return look.offBase && !look.apart && !look.block && !cells.has(tag) && !blocks.has(tag) && tag !== "img";
}

/** A page that says so is read as XML would be: an element can end where it begins. */
function isXhtml(source: string): boolean {
  return /^\ufeff?\s*<\?xml\b/.test(source.slice(0, 200));
}
