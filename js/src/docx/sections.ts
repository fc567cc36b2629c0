/** Which other parts a document shows: headers and footers (ISO/IEC 29500-1, 17.10), notes, documents inside of it. */
import { type Attributes, isOn, parseXml } from "./xml.js";

export interface ShownParts {
  /** Paths of headers and footers. */
  paths: Set<string>;
  /** "w:footnote 2": those that the text refers to. */
  notes: Set<string>;
  /** Paths of documents that are shown in place of an element. */
  chunks: string[];
}

/** `links` is the document's list of relationships, `settings` the document's settings. */
export function shownParts(document: string, links: string, settings: string, source: string | undefined): ShownParts {
  const targets = new Map<string, string>();
  let evenPages = false;
  parseXml(links, source, {
    open(_name, { Id: id = "", Target: target = "" }) {
      targets.set(id, target.startsWith("/") ? target.slice(1) : `word/${target}`);
    },
    close() {},
    text() {},
  });
  parseXml(settings, source, {
    open(name, attributes) {
      if (name === "w:evenAndOddHeaders") evenPages = isOn(attributes);
    },
    close() {},
    text() {},
  });
  const shown = new Set<string>();
  const notes = new Set<string>();
  const chunks: string[] = [];
  const linked = (attributes: Attributes) =>
    targets.get(Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "") ?? "";
  /** Sections have those of the one before that they do not name themselves. */
  const named = new Map<string, string>();
  let firstPage = false;
  let old = 0;
  parseXml(document, source, {
    open(name, attributes) {
      if (name === "w:sectPrChange") old++;
      if (old > 0) return;
      if (name === "w:sectPr") firstPage = false;
      else if (name === "w:titlePg") firstPage = isOn(attributes);
      else if (name === "w:headerReference" || name === "w:footerReference") {
        named.set(`${name} ${attributes["w:type"] ?? "default"}`, linked(attributes));
      } else if (name === "w:altChunk") chunks.push(linked(attributes));
      else if (name === "w:footnoteReference" || name === "w:endnoteReference") {
        notes.add(`${name.replace("Reference", "")} ${attributes["w:id"]}`);
      }
    },
    close(name) {
      if (name === "w:sectPrChange") old--;
      if (name !== "w:sectPr" || old > 0) return;
      for (const [kind, path] of named) {
        if (kind.endsWith("first") ? firstPage : kind.endsWith("even") ? evenPages : true) shown.add(path);
      }
    },
    text() {},
  });
  return { paths: shown, notes, chunks };
}

/** The words of a diagram, and the words and figures of a chart. */
export function drawnText(xml: string, source: string | undefined): string {
  const pieces: string[] = [];
  let inText = 0;
  const isText = (name: string) => /(?:^|:)(?:t|v)$/.test(name);
  parseXml(xml, source, {
    open(name) {
      if (isText(name)) inText++;
    },
    close(name) {
      if (isText(name)) inText--;
    },
    text(text) {
      if (inText > 0) pieces.push(text);
    },
  });
  return pieces.join(" ");
}
