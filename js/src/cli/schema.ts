import { load, type SchemaName } from "../index.js";
import { print } from "./output.js";
import { attempt } from "./reader.js";
import { type Status, status } from "./status.js";

/** `schema NAME`: a JSON Schema, as the core carries it. */
export async function schemaCommand(name: string): Promise<Status> {
  const certdelta = await load();
  // The core tells which names there are.
  const text = await attempt(name, () => certdelta.schemaText(name as SchemaName));
  if (text === undefined) return status.failed;
  await print(text);
  return status.done;
}
