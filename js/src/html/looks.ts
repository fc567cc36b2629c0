/** How an element looks, as far as it changes what a reader sees: whether it is seen, and what it stands apart from. */
import type { Declarations } from "./styles.js";

export interface Look {
  /** Nobody sees its text. */
  hidden: boolean;
  /** Crossed out. */
  struck: boolean;
  /** Its characters run against their order. */
  reversed: boolean;
  /** It begins and ends a paragraph. */
  block: boolean;
  /** It stands apart from what is before and behind it in the line. */
  apart: boolean;
  /** Raised or lowered. */
  offBase: boolean;
  /** Its children stand apart from one another: a row of boxes. */
  parts: boolean;
  color: string;
  background: string;
  /** What a style sheet writes before and behind its text. */
  before: string;
  after: string;
}

export const plainLook: Look = {
  hidden: false,
  struck: false,
  reversed: false,
  block: false,
  apart: false,
  offBase: false,
  parts: false,
  color: "black",
  background: "white",
  before: "",
  after: "",
};

const blockDisplays = /^(?:block|flow-root|list-item|table|table-row|table-caption|flex|grid|-webkit-box)\b/;
const apartDisplays = /^(?:inline-block|inline-flex|inline-grid|inline-table|table-cell)\b/;
const farAway = /^-\d{3,}/;
const nothing = /^0(?:\.0+)?(?:px|pt|em|rem|%)?$/;

/** The look of an element inside one of `outer`. */
export function lookOf(
  declarations: Declarations | undefined,
  attributes: Readonly<Record<string, string>>,
  tag: string,
  outer: Look,
): Look {
  const value = (property: string) => declarations?.get(property) ?? "";
  const display = value("display");
  const background = backgroundOf(value("background-color") || value("background") || (attributes.bgcolor ?? ""));
  const image = /url|gradient/.test(value("background-image") + value("background"));
  const look: Look = {
    ...plainLook,
    color: colorOf(value("color") || (tag === "font" ? (attributes.color ?? "") : "")) ?? outer.color,
    background: image ? "picture" : (background ?? outer.background),
    block: blockDisplays.test(display),
    apart:
      apartDisplays.test(display) ||
      outer.parts ||
      /^(?:left|right)$/.test(value("float")) ||
      /^(?:absolute|fixed)$/.test(value("position")) ||
      ["margin-left", "margin-right", "padding-left", "padding-right"].some((side) => isWide(value(side))),
    struck: /line-through/.test(value("text-decoration") + value("text-decoration-line")),
    offBase: isOffBase(value("vertical-align")) || isShifted(value),
    before: value("::before"),
    after: value("::after"),
    parts: /(?:flex|grid)$/.test(display),
    reversed: isReversed(tag, attributes, value("direction"), value("unicode-bidi"), outer.reversed),
  };
  look.hidden =
    isHiddenByAttribute(tag, attributes, display) ||
    isHiddenByStyle(value) ||
    look.color === "transparent" ||
    (look.color === look.background && (look.color !== outer.color || look.background !== outer.background));
  return look;
}

/** A style that shows an element outweighs its attribute. */
function isHiddenByAttribute(tag: string, attributes: Readonly<Record<string, string>>, display: string): boolean {
  if (display !== "" && display !== "none") return false;
  if (tag === "dialog" && !("open" in attributes)) return true;
  return "hidden" in attributes && attributes.hidden !== "until-found";
}

/** What these declarations say by themselves. */
export function isHiddenByStyle(value: (property: string) => string): boolean {
  return (
    value("display") === "none" ||
    /^(?:hidden|collapse)$/.test(value("visibility")) ||
    value("content-visibility") === "hidden" ||
    /^0(?:\.0+)?%?$|^0?\.0\d*$/.test(value("opacity")) ||
    nothing.test(value("font-size")) ||
    /^(?:0?\.\d+|1)(?:px|pt)$/.test(value("font-size")) ||
    ["text-indent", "left", "top", "right"].some((side) => farAway.test(value(side))) ||
    isClipped(value("clip"), value("clip-path")) ||
    (["height", "max-height"].some((side) => nothing.test(value(side))) &&
      /^(?:hidden|clip)/.test(value("overflow-y") || value("overflow"))) ||
    /scale(?:3d|[xy])?\(\s*0(?:\.0+)?\s*[,)]/.test(value("transform")) ||
    /^0(?:\.0+)?(?:\s|$)/.test(value("scale"))
  );
}

/** A box of a pixel, or of none. */
function isClipped(clip: string, path: string): boolean {
  const edges = /^rect\(([^)]*)\)$/.exec(clip)?.[1]?.match(/-?[\d.]+/g);
  if (edges && edges.length === 4) {
    const [top, right, bottom, left] = edges.map(Number) as [number, number, number, number];
    if (right - left <= 1 || bottom - top <= 1) return true;
  }
  return /^inset\(\s*(?:50|100)%\s*\)|^(?:circle|ellipse)\(\s*0|^polygon\(\s*(?:0(?:px|%)?[\s,]*)+\)/.test(path);
}

function isOffBase(align: string): boolean {
  return (
    /^(?:super|sub|text-top|top)$/.test(align) ||
    /^-?(?:0?\.[1-9]|[1-9])\d*(?:\.\d+)?(?:px|pt|em|rem|%|ex)$/.test(align)
  );
}

/** Smaller print above or below the line, other than by its alignment. */
function isShifted(value: (property: string) => string): boolean {
  if (/^(?:super|sub)$/.test(value("font-variant-position"))) return true;
  const moved = ["top", "bottom"].some((side) => /[1-9]/.test(value(side)));
  return value("position") === "relative" && moved && isSmall(value("font-size"));
}

function isSmall(size: string): boolean {
  const [, digits = "", unit = ""] = /^(\d*\.?\d+)(px|pt|r?em|%)$/.exec(size) ?? [];
  if (digits === "") return /small/.test(size);
  const ordinary = { px: 16, pt: 12, em: 1, rem: 1, "%": 100 }[unit] ?? 0;
  return Number(digits) < ordinary;
}

function isWide(length: string): boolean {
  const [, digits = "0", unit = ""] = /^(\d*\.?\d+)(px|pt|em|rem)$/.exec(length) ?? [];
  return Number(digits) >= (/px|pt/.test(unit) ? 4 : 0.3);
}

function isReversed(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  direction: string,
  bidi: string,
  outer: boolean,
): boolean {
  const overrides = tag === "bdo" || /bidi-override|isolate-override/.test(bidi);
  if (!overrides) return outer;
  return (direction || (attributes.dir ?? "").toLowerCase()) === "rtl";
}

/** Colours that are the same have the same name; undefined: none is given. */
function colorOf(written: string): string | undefined {
  const color = written.trim().toLowerCase();
  if (color === "" || /^(?:inherit|initial|unset|currentcolor|revert)$/.test(color)) return undefined;
  if (/^(?:#fff(?:f{3})?(?:f{1,2})?|white|rgba?\(\s*255[\s,]+255[\s,]+255\s*(?:[,/]\s*1(?:\.0+)?\s*)?\))$/.test(color))
    return "white";
  if (/^(?:transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}00|(?:rgb|hsl)a?\([^)]*[,/]\s*0(?:\.0+)?%?\s*\))$/.test(color))
    return "transparent";
  if (/^(?:#000(?:0{3})?|black|rgb\(\s*0[\s,]+0[\s,]+0\s*\))$/.test(color)) return "black";
  return color;
}

function backgroundOf(written: string): string | undefined {
  const [first = ""] = written.trim().split(/\s+(?![^(]*\))/);
  if (first === "none" || first === "0") return undefined;
  const color = colorOf(first);
  return color === "transparent" ? undefined : color;
}
