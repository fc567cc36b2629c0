/** XML as a stream of events. There are no document types, so no entities of the document's own to expand. */
import { Parser } from "htmlparser2";
import { CertdeltaError } from "../errors.js";

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  /** Names of WordprocessingML have the prefix "w:", whatever the document calls it. */
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

const wordNamespaces = new Set([
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "http://purl.oclc.org/ooxml/wordprocessingml/main",
]);
const deepest = 1000;

/** Throws CertdeltaError "too-large" for elements nested without end. */
export function parseXml(xml: string, source: string | undefined, handler: XmlHandler): void {
  let prefix: string | undefined;
  let depth = 0;
  const named = (name: string) => {
    if (prefix === undefined || prefix === "w") return name;
    if (prefix === "") return name.includes(":") ? name : `w:${name}`;
    return name.startsWith(`${prefix}:`) ? `w${name.slice(prefix.length)}` : name;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > deepest) {
          throw new CertdeltaError("too-large", `elements nested more than ${deepest} deep`, { source });
        }
        prefix ??= wordPrefix(attributes);
        if (prefix === undefined || prefix === "w") handler.open(name, attributes);
        else handler.open(named(name), mapKeys(attributes, named));
      },
      onclosetag(name) {
        depth--;
        handler.close(named(name));
      },
      ontext: (text) => handler.text(text),
    },
    { xmlMode: true, decodeEntities: true },
  );
  const piece = 1 << 16;
  for (let at = 0; at < xml.length; at += piece) parser.write(xml.slice(at, at + piece));
  parser.end();
}

function wordPrefix(attributes: Attributes): string | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    if (!wordNamespaces.has(value)) continue;
    if (name === "xmlns") return "";
    if (name.startsWith("xmlns:")) return name.slice(6);
  }
  return undefined;
}

function mapKeys(attributes: Attributes, rename: (key: string) => string): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [rename(key), value]));
}

/** An on-off property is on unless it says otherwise (ISO/IEC 29500-1, 17.17.4). */
export function isOn(attributes: Attributes): boolean {
  const value = attributes["w:val"];
  return value === undefined || !["0", "false", "off", "none"].includes(value);
}
