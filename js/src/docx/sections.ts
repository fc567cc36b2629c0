/** Which headers and footers the pages of a document show (ISO/IEC 29500-1, 17.10). */
import { isOn, parseXml } from "./xml.js";

/** Paths of the parts that are shown. `links` is the document's list of relationships, `settings` the document's settings. */
export function shownParts(document: string, links: string, settings: string, source: string | undefined): Set<string> {
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
        const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
        named.set(`${name} ${attributes["w:type"] ?? "default"}`, targets.get(id) ?? "");
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
  return shown;
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
