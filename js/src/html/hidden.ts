/** What a page keeps from being seen: by attributes, by style attributes, by plain rules of its own style sheets. */

const hidingDeclaration =
  /(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:[;!]|$)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:[;!]|$)|(?:text-indent|left|top)\s*:\s*-\d{3,})/i;

export class HiddenParts {
  readonly #selectors: Set<string>;

  /** `source` is the whole page; its style sheets are looked for in it. */
  constructor(source: string) {
    this.#selectors = hidingSelectors(source);
  }

  hides(tag: string, attributes: Readonly<Record<string, string>>): boolean {
    if ("hidden" in attributes && attributes.hidden !== "until-found") return true;
    if (attributes.style !== undefined && hidingDeclaration.test(attributes.style)) return true;
    if (this.#selectors.size === 0) return false;
    const marks = (attributes.class ?? "").split(/\s+/).map((name) => `.${name}`);
    if (attributes.id !== undefined) marks.push(`#${attributes.id}`);
    return marks.some((mark) => this.#selectors.has(mark) || this.#selectors.has(tag + mark));
  }
}

/** Selectors of one class or id, with or without a tag, whose rules hide; those inside @media and the like do not count. */
function hidingSelectors(source: string): Set<string> {
  const selectors = new Set<string>();
  for (const sheet of styleSheets(source)) {
    let depth = 0;
    let start = 0;
    let selector = "";
    const css = withoutComments(sheet);
    for (let i = 0; i < css.length; i++) {
      const character = css[i];
      if (character === "{") {
        if (depth === 0) selector = css.slice(start, i);
        depth++;
        start = i + 1;
      } else if (character === "}") {
        depth = Math.max(0, depth - 1);
        if (depth === 0 && !selector.includes("@") && hidingDeclaration.test(css.slice(start, i))) {
          for (const one of selector.split(",")) {
            if (/^\s*[a-z0-9]*[.#][\w-]+\s*$/i.test(one)) selectors.add(one.trim());
          }
        }
        start = i + 1;
      }
    }
  }
  return selectors;
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
