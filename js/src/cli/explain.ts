import { readInput } from "./input.js";
import { print } from "./output.js";
import { attempt, openCertdelta, type ReadingOptions } from "./reader.js";
import { type Status, status } from "./status.js";

/** `explain FILE`: the document with every figure marked. */
export async function explainCommand(path: string, options: ReadingOptions): Promise<Status> {
  const certdelta = await openCertdelta(options);
  if (!certdelta) return status.failed;
  const text = await attempt(path, async () => {
    const { name, bytes } = await readInput(path);
    return certdelta.explain(bytes, { name, ...(options.input && { input: options.input }) });
  });
  if (text === undefined) return status.failed;
  await print(text.endsWith("\n") ? text : `${text}\n`);
  return status.done;
}
