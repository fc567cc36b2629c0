import type { DocumentInput, ParseOptions } from "../index.js";
import { boundedExtract } from "./documents.js";
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
    const [document, request] = await documentOf(await readInput(path), options);
    if (options.format !== "json") return certdelta.explain(document, request);
    return JSON.stringify(certdelta.explanation(document, request), null, 2);
  });
  if (text === undefined) return status.failed;
  await print(text.endsWith("\n") ? text : `${text}\n`);
  return status.done;
}

/** What the core is given of a file, by its content. */
async function documentOf(
  { name, bytes }: Input,
  { input, timeout }: ReadingOptions,
): Promise<[DocumentInput, ParseOptions]> {
  const { format, text, pages } = await boundedExtract(timeout)(bytes, name);
  if (pages) return [JSON.stringify(pages), { name, input: "pages" }];
  if (format !== "text") return [text ?? "", { name, input: "text" }];
  return [text ?? bytes, { name, ...(input && { input }) }];
}
