import { readInput } from "./input.js";
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
    const { name, bytes } = await readInput(path);
    const request = { name, ...(options.input && { input: options.input }) };
    if (options.format !== "json") return certdelta.explain(bytes, request);
    return JSON.stringify(certdelta.explanation(bytes, request), null, 2);
  });
  if (text === undefined) return status.failed;
  await print(text.endsWith("\n") ? text : `${text}\n`);
  return status.done;
}
