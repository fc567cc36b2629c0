/** Which conditional rules of a style sheet hold on a screen as wide as a desk's. */

/** unknown: it depends on what nobody knows here. */
export type Holds = "yes" | "no" | "unknown";

const longest = 500;
const screenWidth = 1280;
const pixels: Readonly<Record<string, number>> = { px: 1, em: 16, rem: 16, pt: 4 / 3 };
const features: Readonly<Record<string, Holds>> = {
  "orientation:landscape": "yes",
  "orientation:portrait": "no",
  "prefers-color-scheme:light": "yes",
  "prefers-color-scheme:dark": "no",
  "prefers-reduced-motion:reduce": "no",
  "hover:hover": "yes",
  "hover:none": "no",
};

/** `prelude` is what stands before the brace, with its "@". */
export function atRuleHolds(prelude: string): Holds {
  if (prelude.length > longest) return "unknown";
  const [, name = "", rest = ""] = /^@([a-z-]+)\s*(.*)$/is.exec(prelude) ?? [];
  switch (name.toLowerCase()) {
    case "media":
      return mediaHolds(rest);
    case "supports":
      return /\bnot\b/i.test(rest) ? "unknown" : "yes";
    case "layer":
      return "yes";
    case "container":
    case "scope":
      return "unknown";
    default:
      return "no"; // fonts, animations, paper
  }
}

/** A list of queries, as in a `media` attribute. */
export function mediaHolds(list: string): Holds {
  let any: Holds = "no";
  for (const query of list.toLowerCase().split(",")) {
    const holds = queryHolds(query.trim());
    if (holds === "yes") return "yes";
    if (holds === "unknown") any = "unknown";
  }
  return any;
}

function queryHolds(query: string): Holds {
  if (/^not\b/.test(query)) {
    const holds = queryHolds(query.slice(3).trim());
    return holds === "yes" ? "no" : holds === "no" ? "yes" : "unknown";
  }
  let all: Holds = "yes";
  for (const part of query.split(/\s+and\s+/)) {
    const holds = partHolds(part.trim());
    if (holds === "no") return "no";
    if (holds === "unknown") all = "unknown";
  }
  return all;
}

function partHolds(part: string): Holds {
  const type = /^(?:only\s+)?([a-z]+)$/.exec(part)?.[1];
  if (type !== undefined) return type === "screen" || type === "all" ? "yes" : "no";
  if (part === "") return "yes";
  const width = /^\(\s*(min|max)-(?:device-)?width\s*:\s*(\d*\.?\d+)(px|r?em|pt)?\s*\)$/.exec(part);
  if (width) {
    const limit = Number(width[2]) * (pixels[width[3] ?? "px"] ?? 1);
    return (width[1] === "min" ? screenWidth >= limit : screenWidth <= limit) ? "yes" : "no";
  }
  return features[part.replace(/[\s()]/g, "")] ?? "unknown";
}
