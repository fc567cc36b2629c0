/** Selectors of style sheets, as far as they can be told from an element, its place among its siblings, and what it is in. */

/** An open element, as selectors see it. */
export interface StyledElement {
  tag: string;
  classes: ReadonlySet<string>;
  id: string | undefined;
  attributes: Readonly<Record<string, string>>;
  /** Its place among the elements in the same one, from 1. */
  place: number;
}

export interface Compound {
  tag: string;
  classes: string[];
  id: string;
  /** What else has to be so, of an element's attributes and place. */
  tests: ((element: StyledElement) => boolean)[];
}

export interface Selector {
  own: Compound;
  /** What an ancestor has to be, from the inside out. */
  ancestors: Compound[];
  weight: number;
  /** It also matches elements that the written selector does not. */
  loose: boolean;
  pseudo: "" | "::before" | "::after";
}

const longest = 500;
const mostAncestors = 8;
const mostAlternatives = 50;
/** They hold for a moment, or for what holds no text. */
const states =
  /:(?:hover|focus(?:-\w+)?|active|visited|link|any-link|target|checked|disabled|enabled|empty|host|fullscreen|open|popover-open|placeholder-shown|invalid|valid|required|optional|indeterminate|read-only|read-write|autofill|-[\w-]+)(?![\w-])/i;

/** The selectors of a list; "unknown": one of them is beyond what can be told here. */
export function parseSelectors(list: string): (Selector | "unknown")[] {
  return splitList(list)
    .flatMap((selector) => (selector.length > longest ? [selector] : alternatives(selector)))
    .map((selector) => (selector.length > longest ? "unknown" : parseSelector(selector)))
    .filter((selector) => selector !== undefined);
}

/** A selector inside the rule of another one. */
export function nest(outer: Selector, inner: Selector): Selector | "unknown" {
  const ancestors = [...inner.ancestors, outer.own, ...outer.ancestors];
  if (ancestors.length > mostAncestors || outer.pseudo !== "") return "unknown";
  return { ...inner, ancestors, weight: inner.weight + outer.weight, loose: inner.loose || outer.loose };
}

/** By tag, classes and id alone. */
export function fits({ tag, classes, id }: Compound, element: StyledElement): boolean {
  if (tag !== "" && tag !== element.tag) return false;
  if (id !== "" && id !== element.id) return false;
  return classes.every((name) => element.classes.has(name));
}

export function matches(compound: Compound, element: StyledElement): boolean {
  return fits(compound, element) && compound.tests.every((test) => test(element));
}

/** At commas that are in no brackets. */
function splitList(list: string): string[] {
  if (!list.includes("(") && !list.includes("[")) return list.split(",");
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < list.length; i++) {
    const character = list[i];
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (character === "," && depth === 0) {
      parts.push(list.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(list.slice(start));
  return parts;
}

/** ":is(a, b) c" is "a c" and "b c". */
function alternatives(selector: string): string[] {
  const list = /(^|[\s>])?:(?:is|where|matches|-webkit-any|-moz-any)\(([^()]*)\)/i.exec(selector);
  if (!list) return [selector];
  const before = selector.slice(0, list.index) + (list[1] ?? "");
  const after = selector.slice(list.index + list[0].length);
  const options = (list[2] ?? "").split(",").map((option) => option.trim());
  const begins = list[1] !== undefined;
  if (options.length > mostAlternatives || !options.every((option) => begins || /^[.#[:]/.test(option)))
    return [selector];
  // Another list behind this one would multiply: it is matched loosely.
  return options.map((option) => before + option + after);
}

function parseSelector(written: string): Selector | "unknown" | undefined {
  let text = written.trim().replace(/^&\s*/, "");
  if (text === "" || states.test(text.replace(/:not\([^()]*\)/gi, ""))) return undefined;
  const pseudo = /::?(before|after)$/i.exec(text)?.[1]?.toLowerCase() ?? "";
  if (pseudo !== "") text = text.replace(/::?(?:before|after)$/i, "");
  if (text.includes("::")) return undefined;
  const brackets: string[] = [];
  const plain = text.replace(
    /\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)/g,
    (bracket) => `\ue000${brackets.push(bracket) - 1}\ue001`,
  );
  // Siblings are not known: what is behind them is matched without them.
  const siblings = /[^\s>+~]+\s*[+~]\s*/g;
  let loose = siblings.test(plain);
  const parts = plain.replace(siblings, "").replaceAll(">", " ").trim().split(/\s+/);
  if (parts.length > mostAncestors) return "unknown";
  const compounds: Compound[] = [];
  let weight = 1;
  for (const part of parts) {
    const compound: Compound = { tag: "", classes: [], id: "", tests: [] };
    let bare = part === "*";
    let rest = part.replace(/^\*/, "");
    for (let found: RegExpExecArray | null; rest !== ""; rest = rest.slice(found[0].length)) {
      found =
        /^(?:([a-z][\w-]*)|\.((?:[\w\u0080-\uffff-]|\\.)+)|#((?:[\w\u0080-\uffff-]|\\.)+)|:?([a-z-]*)\ue000(\d+)\ue001|:([a-z-]+))/i.exec(
          rest,
        );
      if (!found) return "unknown";
      const [, tag, name, id, called, bracket, state] = found;
      if (tag !== undefined) {
        if (rest !== part) return "unknown";
        compound.tag = tag.toLowerCase();
        weight++;
      } else if (name !== undefined) {
        compound.classes.push(name.replaceAll("\\", ""));
        weight += 20;
      } else if (id !== undefined) {
        if (compound.id !== "") return "unknown";
        compound.id = id.replaceAll("\\", "");
        weight += 400;
      } else {
        const argument = bracket === undefined ? "" : (brackets[Number(bracket)] ?? "");
        const test = argument.startsWith("[")
          ? attributeTest(argument)
          : stateTest((called || state || "").toLowerCase(), argument);
        if (test) compound.tests.push(test);
        else loose = true;
        weight += 20;
        if (test) bare = true;
      }
    }
    const isLast = compounds.length === parts.length - 1;
    // Matched loosely, it would match everything.
    if (isLast && !bare && compound.tag === "" && compound.id === "" && compound.classes.length === 0) return "unknown";
    compounds.push(compound);
  }
  const own = compounds.pop();
  if (own === undefined) return undefined;
  const selector = { own, ancestors: compounds.reverse(), weight, loose };
  return { ...selector, pseudo: pseudo === "before" ? "::before" : pseudo === "after" ? "::after" : "" };
}

function attributeTest(bracket: string): Compound["tests"][number] | undefined {
  const [, name = "", operator, quoted = ""] =
    /^\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*("[^"]*"|'[^']*'|[^\s"']+)\s*(?:[is]\s*)?)?\]$/i.exec(bracket) ?? [];
  if (name === "") return undefined;
  const wanted = quoted.replace(/^["']|["']$/g, "");
  const test = (value: string) => {
    switch (operator) {
      case "=":
        return value === wanted;
      case "~=":
        return value.split(/\s+/).includes(wanted);
      case "|=":
        return value === wanted || value.startsWith(`${wanted}-`);
      case "^=":
        return wanted !== "" && value.startsWith(wanted);
      case "$=":
        return wanted !== "" && value.endsWith(wanted);
      case "*=":
        return wanted !== "" && value.includes(wanted);
      default:
        return true;
    }
  };
  return ({ attributes }) => {
    const value = attributes[name.toLowerCase()];
    return value !== undefined && test(value);
  };
}

function stateTest(name: string, argument: string): Compound["tests"][number] | undefined {
  if (name === "first-child") return ({ place }) => place === 1;
  if (name === "root") return ({ tag }) => tag === "html";
  const inside = argument.slice(1, -1).trim();
  if (name === "nth-child") {
    const [, sign = "", step, rest = "0"] =
      /^([+-]?)(\d*)n\s*([+-]\s*\d+)?$/.exec(inside.replace(/^even$/, "2n").replace(/^odd$/, "2n+1")) ?? [];
    if (step === undefined) return /^\d+$/.test(inside) ? ({ place }) => place === Number(inside) : undefined;
    const a = Number(`${sign}${step || "1"}`);
    const b = Number(rest.replace(/\s+/g, ""));
    return ({ place }) => (a === 0 ? place === b : (place - b) % a === 0 && (place - b) / a >= 0);
  }
  if (name === "not" && !/[\s>+~(]/.test(inside)) {
    const parsed = inside.split(",").map(parseSelector);
    if (!parsed.every((one) => one !== undefined && one !== "unknown" && !one.loose && one.ancestors.length === 0))
      return undefined;
    return (element) => !parsed.some((one) => matches((one as Selector).own, element));
  }
  return undefined;
}
