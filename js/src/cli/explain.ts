import { type Certdelta, extract, type ParseOptions } from "../index.js";
import { type Input, readInput } from "./input.js";
import { print } from "./output.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

export const explainFormats = ["text", "json"] as const;

export interface ExplainCommandOptions extends ReadingOptions {
  format?: (typeof explainFormats)[number];
}

/** `explain FILE`: the document with every figure marked. */
export async function explainCommand(path: string, options: ExplainCommandOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const text = await attempt(path, async () => {
    return explain(certdelta, await readInput(path), options);
  });
  if (text === undefined) return status.failed;
  await print(text.endsWith("\n") ? text : `${text}\n`);
  return status.done;
}

async function explain(
  certdelta: Certdelta,
  { name, bytes }: Input,
  { input, format: output }: ExplainCommandOptions,
): Promise<string> {
  const { format, text, pages } = await extract(bytes, name);
  const write = (document: string | Uint8Array, request: ParseOptions) =>
    output === "json"
      ? JSON.stringify(certdelta.explanation(document, request), null, 2)
      : certdelta.explain(document, request);
  if (pages) return write(JSON.stringify(pages), { name, input: "pages" });
  if (format !== "text") return write(text ?? "", { name, input: "text" });
  return write(text ?? bytes, { name, ...(input && { input }) });
}
