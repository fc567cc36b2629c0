/**
 * What a page's own styles say of each element, as far as it changes what a reader sees: style attributes, and rules of style
 * sheets whose selectors are tags, classes and ids, one inside another. Rules for paper, states and the like do not count.
 */

/** An open element, as selectors see it. */
export interface StyledElement {
  tag: string;
  classes: ReadonlySet<string>;
  id: string | undefined;
}

/** Last declarations win, by their weight: property -> value, both in small letters. */
export type Declarations = Map<string, string>;

interface Compound {
  tag: string;
  classes: string[];
  id: string;
}

interface Rule {
  /** What an ancestor has to be, from the inside out. */
  ancestors: Compound[];
  own: Compound;
  weight: number;
  declarations: [property: string, value: string, important: boolean][];
}

/** More are a site's whole design; those that come last are left aside. */
const mostRules = 20_000;
const mostAncestors = 8;
const inlineWeight = 1e9;
const importantWeight = 1e10;
const wanted =
  /^(?:display|visibility|opacity|font-size|text-indent|left|top|right|position|float|clip|clip-path|vertical-align|color|background|background-color|background-image|direction|unicode-bidi|content-visibility|margin-left|margin-right|padding-left|padding-right)$/;

export class Styles {
  /** By what a rule's own element has to have: "#id", ".class", or a tag. */
  readonly #rules = new Map<string, Rule[]>();

  /** `source` is the whole page; its style sheets are looked for in it. */
  constructor(source: string) {
    let order = 0;
    for (const sheet of styleSheets(source)) {
      for (const [selectors, body] of rulesOf(sheet)) {
        const declarations = parseDeclarations(body);
        if (declarations.length === 0) continue;
        for (const selector of selectors.split(",")) {
          const parsed = parseSelector(selector);
          if (parsed === undefined || order >= mostRules) continue;
          this.#add({ ...parsed, weight: parsed.weight * mostRules + order++, declarations });
        }
      }
    }
  }

  /** `ancestors` are the open elements around it, the outermost first. */
  of(element: StyledElement, style: string | undefined, ancestors: readonly StyledElement[]): Declarations | undefined {
    const weights = new Map<string, number>();
    const declarations: Declarations = new Map();
    const take = (list: Rule["declarations"], weight: number) => {
      for (const [property, value, important] of list) {
        const total = weight + (important ? importantWeight : 0);
        if (total < (weights.get(property) ?? 0)) continue;
        weights.set(property, total);
        declarations.set(property, value);
      }
    };
    if (this.#rules.size > 0) {
      const keys = [element.tag, "*", ...[...element.classes].map((name) => `.${name}`)];
      if (element.id !== undefined) keys.push(`#${element.id}`);
      for (const key of keys) {
        for (const rule of this.#rules.get(key) ?? []) {
          if (matches(rule.own, element) && isInside(rule.ancestors, ancestors)) take(rule.declarations, rule.weight);
        }
      }
    }
    if (style !== undefined) take(parseDeclarations(style), inlineWeight);
    return declarations.size > 0 ? declarations : undefined;
  }

  #add(rule: Rule): void {
    const { own } = rule;
    const key = own.id !== "" ? `#${own.id}` : own.classes[0] !== undefined ? `.${own.classes[0]}` : own.tag || "*";
    const known = this.#rules.get(key);
    if (known) known.push(rule);
    else this.#rules.set(key, [rule]);
  }
}

function matches({ tag, classes, id }: Compound, element: StyledElement): boolean {
  if (tag !== "" && tag !== element.tag) return false;
  if (id !== "" && id !== element.id) return false;
  return classes.every((name) => element.classes.has(name));
}

function isInside(wanted: readonly Compound[], ancestors: readonly StyledElement[]): boolean {
  let at = ancestors.length - 1;
  for (const compound of wanted) {
    while (at >= 0 && !matches(compound, ancestors[at] as StyledElement)) at--;
    if (at-- < 0) return false;
  }
  return true;
}

function parseSelector(selector: string): Omit<Rule, "declarations"> | undefined {
  const parts = selector.replaceAll(">", " ").trim().split(/\s+/);
  if (parts.length > mostAncestors) return undefined;
  const compounds: Compound[] = [];
  let weight = 1;
  for (const part of parts) {
    if (!/^(?:\*|[a-z][a-z0-9]*)?(?:[.#][\w\u0080-\uffff-]+)*$/i.test(part) || part === "") return undefined;
    const tag = /^[a-z][a-z0-9]*/i.exec(part)?.[0].toLowerCase() ?? "";
    const classes = [...part.matchAll(/\.([^.#]+)/g)].map(([, name]) => name as string);
    const ids = [...part.matchAll(/#([^.#]+)/g)].map(([, name]) => name as string);
    if (ids.length > 1) return undefined;
    compounds.push({ tag, classes, id: ids[0] ?? "" });
    weight += (tag === "" ? 0 : 1) + classes.length * 20 + ids.length * 400;
  }
  const own = compounds.pop();
  return own && { own, ancestors: compounds.reverse(), weight };
}

function parseDeclarations(body: string): Rule["declarations"] {
  const list: Rule["declarations"] = [];
  for (const declaration of body.split(";")) {
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

/** Selectors and declarations of the rules outside of @media and the like; those of "@media screen" and "all" count. */
function* rulesOf(sheet: string): Generator<[selectors: string, body: string]> {
  const css = withoutComments(sheet);
  const open: string[] = [];
  let start = 0;
  for (let i = 0; i < css.length; i++) {
    const character = css[i];
    if (character === "{") {
      open.push(css.slice(start, i).trim());
      start = i + 1;
    } else if (character === "}") {
      const selectors = open.pop();
      const seen = open.every((at) => /^@media\s+(?:screen|all)$/i.test(at));
      if (selectors !== undefined && seen && !selectors.startsWith("@")) yield [selectors, css.slice(start, i)];
      start = i + 1;
    } else if (character === ";" && open.length === 0) start = i + 1; // @charset, @import
  }
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

function* styleSheets(source: string): Generator<string> {
  const open = /<style\b[^>]{0,300}>/gi;
  for (let found = open.exec(source); found; found = open.exec(source)) {
    const begin = open.lastIndex;
    const end = source.indexOf("</", begin);
    const media = /\bmedia\s*=\s*["']?([^"'>]*)/i.exec(found[0])?.[1];
    if (end < 0) return;
    if (media === undefined || /all|screen/i.test(media)) yield source.slice(begin, end);
    open.lastIndex = end;
  }
}
