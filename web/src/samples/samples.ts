/** Reports to try the page with, in our own words, with invented figures. */
import type { DocumentSource } from "../reading/protocol.ts";

const texts = import.meta.glob<string>("./*.{md,txt}", { query: "?raw", import: "default", eager: true });

export function samples(): DocumentSource[] {
  return Object.entries(texts).map(([path, content]) => ({ name: path.replace("./", ""), content }));
}
