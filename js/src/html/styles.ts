/**
 * What a page's own styles say of each element, as far as it changes what a reader sees: style attributes, and rules of style
 * sheets for a screen. A rule that hides and whose selector or condition can be told only in part hides all that it may.
 */
import { isHiddenByStyle } from "./looks.js";
import { atRuleHolds, type Holds, mediaHolds } from "./media.js";
import { type Compound, fits, matches, nest, parseSelectors, type Selector, type StyledElement } from "./selectors.js";

export type { StyledElement } from "./selectors.js";

/** Last declarations win, by their weight: property -> value, both in small letters. "::before" -> content in its letters. */
export type Declarations = Map<string, string>;

type DeclarationList = [property: string, value: string, important: boolean][];

interface Rule extends Selector {
  declarations: DeclarationList;
}

/** What the rules say of elements with the same tag, classes and id. */
interface Known {
  declarations: Declarations;
  weights: Map<string, number>;
  /** Rules that ask for more than tag, classes and id. */
  more: Rule[];
}

/** More are a site's whole design; those that come last are left aside. */
const mostRules = 20_000;
/** Comparisons of a rule with an element, in a page: a second of them. */
const mostSteps = 4_000_000;
const mostNested = 100;
const inlineWeight = 1e9;
const importantWeight = 1e10;
const wanted =
  /^(?:display|visibility|opacity|filter|zoom|font|font-size|line-height|text-indent|left|top|right|bottom|position|float|clip|clip-path|vertical-align|color|-webkit-text-fill-color|background|background-color|background-image|direction|unicode-bidi|content-visibility|margin-left|margin-right|margin-top|padding-left|padding-right|width|max-width|height|max-height|overflow|overflow-x|overflow-y|transform|scale|(?:-webkit-)?text-decoration|text-decoration-line|font-variant-position)$/;

export class Styles {
  /** By what a rule's own element has to have: "#id", ".class", or a tag. */
  readonly #rules = new Map<string, Rule[]>();
  readonly #known = new Map<string, Known>();
  #count = 0;
  #steps = 0;
  #unfollowed = false;

  /** `source` is the whole page; its style sheets are looked for in it. */
  constructor(source: string) {
    for (const [sheet, holds] of styleSheets(source)) {
      for (const { selectors, body, holds: within } of rulesOf(sheet, holds)) this.#addRule(selectors, body, within);
    }
  }

  /** Rules were left aside that may hide text: too many of them, or too much work, or selectors of an unknown kind. */
  get unfollowed(): boolean {
    return this.#unfollowed;
  }

  /** `ancestors` are the open elements around it, the outermost first. */
  of(element: StyledElement, style: string | undefined, ancestors: readonly StyledElement[]): Declarations | undefined {
    const known = this.#rules.size > 0 ? this.#knownOf(element) : undefined;
    const more = (this.#steps > mostSteps ? undefined : known?.more)?.filter((rule) =>
      this.#applies(rule, element, ancestors),
    );
    if (!more?.length && style === undefined)
      return known && known.declarations.size > 0 ? known.declarations : undefined;
    const weights = new Map(known?.weights);
    const declarations = new Map(known?.declarations);
    for (const rule of more ?? []) take(rule.declarations, rule.weight, declarations, weights);
    if (style !== undefined) take(parseDeclarations(style), inlineWeight, declarations, weights);
    return declarations.size > 0 ? declarations : undefined;
  }

  #knownOf(element: StyledElement): Known {
    const key = `${element.tag} ${element.id?.length} ${element.id} ${[...element.classes].join(" ")}`;
    const before = this.#known.get(key);
    if (before) return before;
    const known: Known = { declarations: new Map(), weights: new Map(), more: [] };
    const keys = [element.tag, "*", ...[...element.classes].map((name) => `.${name}`)];
    if (element.id !== undefined) keys.push(`#${element.id}`);
    for (const name of keys) {
      for (const rule of this.#rules.get(name) ?? []) {
        if (!this.#step(1)) break;
        if (!fits(rule.own, element)) continue;
        if (rule.ancestors.length > 0 || rule.own.tests.length > 0) known.more.push(rule);
        else take(rule.declarations, rule.weight, known.declarations, known.weights);
      }
    }
    this.#known.set(key, known);
    return known;
  }

  #applies(rule: Rule, element: StyledElement, ancestors: readonly StyledElement[]): boolean {
    if (!this.#step(1) || !rule.own.tests.every((test) => test(element))) return false;
    let at = ancestors.length - 1;
    for (const compound of rule.ancestors) {
      const from = at;
      while (at >= 0 && !matches(compound, ancestors[at] as StyledElement)) at--;
      if (!this.#step(from - at)) return false;
      if (at-- < 0) return false;
    }
    return true;
  }

  /** Whether there is time left for so much work. */
  #step(count: number): boolean {
    this.#steps += count;
    if (this.#steps > mostSteps) this.#unfollowed = true;
    return this.#steps <= mostSteps;
  }

  #addRule(selectors: readonly (Selector | "unknown")[], body: string, holds: Holds): void {
    const declarations = parseDeclarations(body);
    const content = holds === "yes" ? contentOf(body) : undefined;
    const hides = declarations.length > 0 && isHidden(declarations);
    for (const selector of selectors) {
      if (selector === "unknown") {
        this.#unfollowed ||= hides;
        continue;
      }
      const isLoose = selector.loose || holds === "unknown";
      // A pseudo-element has no text of the page in it; a rule that is told only in part counts where it hides.
      const list: DeclarationList =
        selector.pseudo !== ""
          ? content === undefined || isLoose
            ? []
            : [[selector.pseudo, content, false]]
          : isLoose
            ? hides
              ? [["display", "none", false]]
              : []
            : declarations;
      if (list.length === 0) continue;
      if (this.#count >= mostRules) {
        this.#unfollowed = true;
        return;
      }
      const rule = { ...selector, weight: selector.weight * mostRules + this.#count++, declarations: list };
      const key = keyOf(rule.own);
      const known = this.#rules.get(key);
      if (known) known.push(rule);
      else this.#rules.set(key, [rule]);
    }
  }
}

function keyOf({ id, classes: [name], tag }: Compound): string {
  return id !== "" ? `#${id}` : name !== undefined ? `.${name}` : tag || "*";
}

function take(list: DeclarationList, weight: number, declarations: Declarations, weights: Map<string, number>): void {
  for (const [property, value, important] of list) {
    const total = weight + (important ? importantWeight : 0);
    if (total < (weights.get(property) ?? 0)) continue;
    weights.set(property, total);
    declarations.set(property, value);
  }
}

function isHidden(list: DeclarationList): boolean {
  const values = new Map(list.map(([property, value]) => [property, value]));
  return (
    /^(?:hidden|collapse)$/.test(values.get("visibility") ?? "") ||
    isHiddenByStyle((property) => values.get(property) ?? "")
  );
}

/** The words that a pseudo-element shows; U+FFFD where they are counted, or an attribute's. */
function contentOf(body: string): string | undefined {
  const written = /(?:^|[;\s])content\s*:\s*((?:"[^"]*"|'[^']*'|(?:attr|counters?)\([^)]*\)|\s)+)/i.exec(body)?.[1];
  if (written === undefined) return undefined;
  return [...written.matchAll(/"[^"]*"|'[^']*'|\(/g)]
    .map(([part]) => (part === "(" ? "\ufffd" : unescaped(part.slice(1, -1))))
    .join("");
}

function unescaped(quoted: string): string {
  return quoted.replace(/\\[0-9a-f]{1,6}\s?|\\/gi, (written) => {
    const code = Number.parseInt(written.slice(1), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** "n\\6f ne" is "none". */
function withoutEscapes(css: string): string {
  return css.replace(/\\([0-9a-f]{1,6})\s?|\\([^\n])/gi, (_written, digits?: string, character?: string) => {
    const code = digits === undefined ? 0 : Number.parseInt(digits, 16);
    return character ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");
  });
}

function parseDeclarations(body: string): DeclarationList {
  const list: DeclarationList = [];
  const plain = /[\\/]/.test(body) ? withoutEscapes(withoutComments(body)) : body;
  for (const declaration of plain.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    if (!wanted.test(property)) continue;
    const written = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const value = written.replace(/\s*!\s*important$/, "");
    list.push([property, value, value !== written]);
  }
  return list;
}

interface RuleText {
  selectors: readonly (Selector | "unknown")[];
  body: string;
  holds: Holds;
}

/** Rules with what of their selectors and conditions is known, those inside other rules with the outer one's. */
function* rulesOf(sheet: string, holds: Holds): Generator<RuleText> {
  const css = withoutComments(sheet);
  const open: Omit<RuleText, "body">[] = [];
  let here: Omit<RuleText, "body"> = { selectors: [], holds };
  let start = 0;
  for (let i = 0; i < css.length; i++) {
    const character = css[i];
    if (character === '"' || character === "'") i = endOfString(css, i);
    else if (character === "{") {
      const written = css.slice(start, i);
      const semicolon = written.lastIndexOf(";");
      if (semicolon > 0 && here.selectors.length > 0 && here.holds !== "no") {
        yield { ...here, body: written.slice(0, semicolon) };
      }
      open.push(here);
      here = inside(here, written.slice(semicolon + 1).trim());
      start = i + 1;
    } else if (character === "}") {
      if (here.selectors.length > 0 && here.holds !== "no") yield { ...here, body: css.slice(start, i) };
      here = open.pop() ?? here;
      start = i + 1;
    }
  }
}

function inside(outer: Omit<RuleText, "body">, prelude: string): Omit<RuleText, "body"> {
  if (outer.holds === "no") return outer;
  if (prelude.startsWith("@")) {
    const holds = atRuleHolds(prelude);
    return { ...outer, holds: holds === "yes" ? outer.holds : holds };
  }
  const selectors = parseSelectors(prelude);
  if (outer.selectors.length === 0) return { ...outer, selectors };
  if (outer.selectors.length * selectors.length > mostNested) return { ...outer, selectors: ["unknown"] };
  const nested = outer.selectors.flatMap((one) =>
    selectors.map((other) => (one === "unknown" || other === "unknown" ? "unknown" : nest(one, other))),
  );
  return { ...outer, selectors: nested };
}

/** A string ends at its quotation mark, or with the line. */
function endOfString(css: string, begin: number): number {
  for (let i = begin + 1; i < css.length; i++) {
    if (css[i] === "\\") i++;
    else if (css[i] === css[begin] || css[i] === "\n") return i;
  }
  return css.length;
}

function withoutComments(css: string): string {
  let kept = "";
  for (let at = 0; at < css.length; ) {
    const begin = css.indexOf("/*", at);
    if (begin < 0) return kept + css.slice(at);
    kept += css.slice(at, begin);
    const end = css.indexOf("*/", begin + 2);
    if (end < 0) break;
    at = end + 2;
  }
  return kept;
}

function* styleSheets(source: string): Generator<[css: string, holds: Holds]> {
  const open = /<style\b[^>]{0,300}>/gi;
  for (let found = open.exec(source); found; found = open.exec(source)) {
    const begin = open.lastIndex;
    const end = source.indexOf("</", begin);
    const media = /\bmedia\s*=\s*["']?([^"'>]*)/i.exec(found[0])?.[1];
    if (end < 0) return;
    const holds = media === undefined ? "yes" : mediaHolds(media);
    if (holds !== "no") yield [source.slice(begin, end), holds];
    open.lastIndex = end;
  }
}
