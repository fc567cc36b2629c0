/** JSON text indented by two spaces. */
export function prettyJson(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}

/** Moves pretty JSON two columns in. Strings in JSON hold no line ends, so every line starts with structure. */
export function indent(json: string): string {
  return json.replaceAll(/^/gm, "  ");
}
