import type { Certdelta } from "../index.js";
import { boundedExtract } from "./documents.js";
import { type Input, readInput } from "./input.js";
import { print } from "./output.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

/** `explain FILE`: the document with every figure marked. */
export async function explainCommand(path: string, options: ReadingOptions): Promise<Status> {
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
  { input, timeout }: ReadingOptions,
): Promise<string> {
  const { format, text, pages } = await boundedExtract(timeout)(bytes, name);
  if (pages) return certdelta.explain(JSON.stringify(pages), { name, input: "pages" });
  if (format !== "text") return certdelta.explain(text ?? "", { name, input: "text" });
  return certdelta.explain(text ?? bytes, { name, ...(input && { input }) });
}
