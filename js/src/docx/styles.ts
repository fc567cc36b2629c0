/** Which styles of a document hide the text that they are given. */
import { isOn, parseXml } from "./xml.js";

/** Ids of the styles with `w:vanish`, those based on such a style included. */
export function hidingStyles(xml: string, source: string | undefined): Set<string> {
  const hiding = new Set<string>();
  const parents = new Map<string, string>();
  let style = "";
  parseXml(xml, source, {
    open(name, attributes) {
      if (name === "w:style") style = attributes["w:styleId"] ?? "";
      else if (name === "w:basedOn" && style !== "") parents.set(style, attributes["w:val"] ?? "");
      else if (name === "w:vanish" && style !== "" && isOn(attributes)) hiding.add(style);
    },
    close(name) {
      if (name === "w:style") style = "";
    },
    text() {},
  });
  for (const id of parents.keys()) {
    // A chain longer than this is a circle.
    let ancestor: string | undefined = id;
    for (let step = 0; step < 20 && ancestor !== undefined; step++) {
      if (hiding.has(ancestor)) hiding.add(id);
      ancestor = parents.get(ancestor);
    }
  }
  return hiding;
}
