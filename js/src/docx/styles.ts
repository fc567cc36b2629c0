/** What the styles of a document say of the text that they are given. */
import { colorOf, fillOf } from "./print.js";
import { type Attributes, isOn, parseXml } from "./xml.js";

/** undefined: the style says nothing of it. */
export interface TextStyle {
  hidden?: boolean;
  struck?: boolean;
  /** A superscript or subscript. */
  offBase?: boolean;
  /** Six hexadecimal digits, or "auto". */
  color?: string;
  /** Half points. */
  size?: number;
  /** What it stands on, where the text itself is shaded. */
  fill?: string;
}

export type TextStyles = ReadonlyMap<string, TextStyle>;

/** The name of the style of paragraphs that name none. */
export const defaultStyle = "";

/** By the styles' ids; each says what those say that it is based on, and the document's defaults. */
export function textStyles(xml: string, source: string | undefined): TextStyles {
  const own = new Map<string, TextStyle>();
  const parents = new Map<string, string>();
  const paragraphs = new Set<string>();
  const defaults: TextStyle = {};
  let ordinary: string | undefined;
  let style: string | undefined;
  let current: TextStyle | undefined;
  parseXml(xml, source, {
    open(name, attributes) {
      if (name === "w:rPrDefault") current = defaults;
      else if (name === "w:style") {
        style = attributes["w:styleId"] ?? "";
        current = {};
        own.set(style, current);
        if (attributes["w:type"] === "paragraph") {
          paragraphs.add(style);
          if (attributes["w:default"] !== undefined && isOn({ "w:val": attributes["w:default"] })) ordinary = style;
        }
      } else if (name === "w:basedOn" && style !== undefined) parents.set(style, attributes["w:val"] ?? "");
      else if (current !== undefined) note(current, name, attributes);
    },
    close(name) {
      if (name === "w:style" || name === "w:rPrDefault") style = current = undefined;
    },
    text() {},
  });
  const all = new Map<string, TextStyle>();
  for (const id of own.keys()) {
    let known: TextStyle = {};
    // A chain longer than this is a circle.
    let at: string | undefined = id;
    for (let step = 0; step < 20 && at !== undefined; step++) {
      known = { ...own.get(at), ...known };
      at = parents.get(at);
    }
    all.set(id, paragraphs.has(id) ? { ...defaults, ...known } : known);
  }
  all.set(defaultStyle, { ...defaults, ...(ordinary !== undefined && all.get(ordinary)) });
  return all;
}

function note(style: TextStyle, name: string, attributes: Attributes): void {
  const value = attributes["w:val"];
  if (name === "w:vanish") style.hidden = isOn(attributes);
  else if (name === "w:strike" || name === "w:dstrike") style.struck = isOn(attributes) || style.struck === true;
  else if (name === "w:vertAlign") style.offBase = value === "superscript" || value === "subscript";
  else if (name === "w:position" && Number.parseInt(value ?? "0", 10) !== 0) style.offBase = true;
  else if (name === "w:color") style.color = colorOf(attributes);
  else if (name === "w:sz") style.size = Number.parseInt(value ?? "0", 10) || 0;
  else if (name === "w:shd") style.fill = fillOf(attributes);
}
