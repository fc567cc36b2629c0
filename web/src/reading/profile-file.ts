/** A profile of the user's own, as core/profiles/README.md teaches to write one. */
import type { Certdelta } from "certdelta";
import type { ReadAnswer } from "./protocol.ts";

/** The largest one that certdelta carries has a tenth of it. */
const mostBytes = 4 * 1024 * 1024;

/** Also where a mistake makes it no JSON: the lint says where. Its schema may be any of its keys. */
export function isProfile(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false;
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  return /^\s*\{/.test(start) && /"schema"\s*:\s*"certdelta\.profile\//.test(new TextDecoder().decode(bytes));
}

/** With an error among what the lint says, it is refused with all of that. */
export function readProfile(certdelta: Certdelta, bytes: Uint8Array, name: string): Omit<ReadAnswer, "generation"> {
  const json = new TextDecoder().decode(bytes);
  const findings = certdelta.lintProfile(json, { name }).filter(({ severity }) => severity !== "info");
  const first = findings.find(({ severity }) => severity === "error");
  if (!first) return { documents: [], profiles: [json] };
  const { message } = first;
  const error = { schema: "certdelta.error/1" as const, source: name, code: "invalid-profile", message, findings };
  return { documents: [{ name, error }], profiles: [] };
}
