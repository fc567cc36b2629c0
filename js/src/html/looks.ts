/** How an element looks, as far as it changes what a reader sees: whether it is seen, and what it stands apart from. */
import type { Declarations } from "./styles.js";

export interface Look {
  /** Nobody sees its text, nor what is in it. */
  hidden: boolean;
  /** Nobody sees its own text; what is in it may look otherwise. */
  unseen: boolean;
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
  /** Of `visibility`, which elements inside may undo. */
  visible: boolean;
  /** What a style sheet writes before and behind its text. */
  before: string;
  after: string;
}

export const plainLook: Look = {
  hidden: false,
  unseen: false,
  struck: false,
  reversed: false,
  block: false,
  apart: false,
  offBase: false,
  parts: false,
  color: "black",
  background: "white",
  visible: true,
  before: "",
  after: "",
};

const blockDisplays = /^(?:block|flow-root|list-item|table|table-row|table-caption|flex|grid|-webkit-box)\b/;
const apartDisplays = /^(?:inline-block|inline-flex|inline-grid|inline-table|table-cell)\b/;
/** Left, above or right of any page; what is far to the right or below makes the page longer. */
const farAway = /^-\d{3,}/;
/** Margins of some hundred pixels put columns beside one another. */
const fartherAway = /^-\d{4,}/;
const nothing = /^0(?:\.0+)?(?:px|pt|em|rem|%)?$/;
/** A pixel, or less: boxes that are kept for screen readers. */
const nextToNothing = /^(?:[01]|0?\.\d+|1\.0+)(?:px|pt)?$/;

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
    color:
      colorOf(value("-webkit-text-fill-color") || value("color") || (tag === "font" ? (attributes.color ?? "") : "")) ??
      outer.color,
    background: image ? "picture" : (background ?? outer.background),
    block: blockDisplays.test(display),
    apart:
      apartDisplays.test(display) ||
      outer.parts ||
      /^(?:left|right)$/.test(value("float")) ||
      /^(?:absolute|fixed)$/.test(value("position")) ||
      ["margin-left", "margin-right", "padding-left", "padding-right"].some((side) => isWide(value(side))),
    struck: /line-through/.test(
      value("text-decoration") + value("text-decoration-line") + value("-webkit-text-decoration"),
    ),
    visible: visibilityOf(value("visibility")) ?? outer.visible,
    offBase: isOffBase(value("vertical-align")) || isShifted(value),
    before: value("::before"),
    after: value("::after"),
    parts: /(?:flex|grid)$/.test(display),
    reversed: isReversed(tag, attributes, value("direction"), value("unicode-bidi"), outer.reversed),
  };
  look.hidden = isHiddenByAttribute(tag, attributes, display) || isHiddenByStyle(value);
  // Colours that nobody has changed are those of a page whose styles are elsewhere.
  const changed = look.color !== outer.color || look.background !== outer.background || outer.unseen;
  look.unseen = !look.visible || look.color === "transparent" || (changed && areAlike(look.color, look.background));
  return look;
}

function visibilityOf(value: string): boolean | undefined {
  if (/^(?:hidden|collapse)$/.test(value)) return false;
  return value === "visible" ? true : undefined;
}

/** A style that shows an element outweighs its attribute. */
function isHiddenByAttribute(tag: string, attributes: Readonly<Record<string, string>>, display: string): boolean {
  if (display !== "" && display !== "none") return false;
  if (tag === "dialog" && !("open" in attributes)) return true;
  if ("popover" in attributes) return true;
  return "hidden" in attributes && attributes.hidden !== "until-found";
}

/** What these declarations say by themselves. */
export function isHiddenByStyle(value: (property: string) => string): boolean {
  return (
    value("display") === "none" ||
    value("content-visibility") === "hidden" ||
    isFaint(value("opacity")) ||
    isFaint(/^opacity\(\s*([^)\s]*)\s*\)/.exec(value("filter"))?.[1] ?? "") ||
    nothing.test(value("zoom")) ||
    isTooSmall(value("font-size") || sizeInShorthand(value("font"))) ||
    ["text-indent", "left", "top", "right"].some((side) => farAway.test(value(side))) ||
    ["bottom", "margin-left", "margin-right", "margin-top"].some((side) => fartherAway.test(value(side))) ||
    isClipped(value("clip"), value("clip-path")) ||
    isOverflown(value) ||
    isTransformedAway(value("transform")) ||
    /^0?(?:\.0\d*|0)?(?:\s|$)/.test(value("scale") || "1")
  );
}

/** Less than a tenth of its ink. */
function isFaint(opacity: string): boolean {
  const [, digits = "", percent] = /^(\d*\.?\d+)(%?)$/.exec(opacity) ?? [];
  return digits !== "" && Number(digits) / (percent ? 100 : 1) < 0.1;
}

/** Print that is a line: below three pixels. */
function isTooSmall(size: string): boolean {
  const [, digits = "", unit = ""] = /^(\d*\.?\d+)(px|pt|r?em|%|ex|vw|vh)?$/.exec(size) ?? [];
  if (digits === "") return false;
  const pixels: Readonly<Record<string, number>> = {
    px: 1,
    pt: 4 / 3,
    em: 16,
    rem: 16,
    "%": 0.16,
    ex: 8,
    vw: 12,
    vh: 8,
  };
  return Number(digits) * (pixels[unit] ?? 1) < 3;
}

/** "italic bold .8em/1.2 Arial": what stands before the slash, or before the font's name. */
function sizeInShorthand(font: string): string {
  return /(?:^|\s)(\d*\.?\d+(?:px|pt|r?em|%|ex|vw|vh)?)(?:\s*\/|\s+[a-z"'-])/.exec(font)?.[1] ?? "";
}

/** A box without room for its text, which does not reach beyond it. */
function isOverflown(value: (property: string) => string): boolean {
  const clips = (axis: string) => /^(?:hidden|clip)/.test(value(`overflow-${axis}`) || value("overflow"));
  const isNothing = (side: string) => nextToNothing.test(value(side));
  return (
    (clips("y") && (isNothing("height") || isNothing("max-height"))) ||
    (clips("x") && (isNothing("width") || isNothing("max-width") || value("text-indent") === "100%"))
  );
}

function isTransformedAway(transform: string): boolean {
  return (
    /scale(?:3d|[xy])?\(\s*(?:0(?:\.0\d*)?|\.0\d*)\s*[,)]/.test(transform) ||
    /translate(?:3d|[xy])?\([^)]*-(?:\d{4,}|\d{3,}(?:%|v[wh]))/.test(transform) ||
    /rotate[xy]\(\s*-?(?:90|270)deg/.test(transform)
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

/** Colours that are the same to the eye have the same name, or are six hexadecimal digits; undefined: none is given. */
function colorOf(written: string): string | undefined {
  const color = written.trim().toLowerCase();
  if (color === "" || /^(?:inherit|initial|unset|currentcolor|revert)$/.test(color)) return undefined;
  if (color === "transparent") return color;
  const [channels, alpha] = channelsOf(color);
  if (alpha < 0.1) return "transparent";
  if (channels === undefined) return color;
  if (Math.min(...channels) === 255) return "white";
  if (Math.max(...channels) === 0) return "black";
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Names of colours that are nearly white, and of the others those that pages hide text with. */
const named: Readonly<Record<string, [number, number, number]>> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  azure: [240, 255, 255],
  mintcream: [245, 255, 250],
  ghostwhite: [248, 248, 255],
  floralwhite: [255, 250, 240],
  whitesmoke: [245, 245, 245],
  seashell: [255, 245, 238],
  aliceblue: [240, 248, 255],
  honeydew: [240, 255, 240],
  black: [0, 0, 0],
  red: [255, 0, 0],
  lime: [0, 255, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
};

type Channels = [red: number, green: number, blue: number];

/** Undefined: a colour of another kind. The second is how much of what is behind it is not seen. */
function channelsOf(color: string): [channels: Channels | undefined, alpha: number] {
  const name = named[color];
  if (name) return [name, 1];
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.exec(color)?.[1];
  if (hex) {
    const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
    const [red = 0, green = 0, blue = 0, alpha = 255] = digits.map((pair) => Number.parseInt(pair, 16));
    return [[red, green, blue], alpha / 255];
  }
  const [, kind, inside] = /^(rgb|hsl)a?\(([^)]*)\)$/.exec(color) ?? [];
  const parts = inside?.match(/-?\d*\.?\d+%?/g);
  if (!kind || !parts || parts.length < 3) return [undefined, 1];
  const number = (part: string, full: number) =>
    part.endsWith("%") ? (Number(part.slice(0, -1)) / 100) * full : Number(part);
  const alpha = parts[3] === undefined ? 1 : number(parts[3], 1);
  const clamp = (channel: number) => Math.max(0, Math.min(255, Math.round(channel)));
  if (kind === "rgb") return [parts.slice(0, 3).map((part) => clamp(number(part, 255))) as Channels, alpha];
  // Only white, black and greys: those without a colour of their own.
  const lightness = number(parts[2] as string, 1);
  const saturation = number(parts[1] as string, 1);
  const grey = saturation === 0 || lightness <= 0 || lightness >= 1 ? clamp(lightness * 255) : undefined;
  return [grey === undefined ? undefined : [grey, grey, grey], alpha];
}

/** Of 255, in every channel: less is the same to the eye. */
const leastContrast = 24;

function areAlike(color: string, ground: string): boolean {
  if (color === ground) return true;
  const [a] = channelsOf(color);
  const [b] = channelsOf(ground);
  return a !== undefined && b !== undefined && a.every((channel, i) => Math.abs(channel - (b[i] ?? 0)) < leastContrast);
}

function backgroundOf(written: string): string | undefined {
  const [first = ""] = written.trim().split(/\s+(?![^(]*\))/);
  if (first === "none" || first === "0") return undefined;
  const color = colorOf(first);
  return color === "transparent" ? undefined : color;
}
