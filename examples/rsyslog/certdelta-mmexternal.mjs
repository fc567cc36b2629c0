#!/usr/bin/env node
// Reads reports for rsyslog's mmexternal: a message a line on standard input, {"name": ..., "document": ...} or the text of
// a document in one line; for each, a line that sets $!certdelta to the record, or to an error record, as JSON text.
import { createInterface } from "node:readline";
import { CertdeltaError, load } from "certdelta";

const certdelta = await load();

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  process.stdout.write(`${JSON.stringify({ "$!": { certdelta: recordOf(line.trim()) } })}\n`);
}

/** @param {string} message */
function recordOf(message) {
  try {
    const { name = "", document } = message.startsWith("{") ? JSON.parse(message) : { document: message };
    return certdelta.parseAs("json", document ?? "", { name });
  } catch (error) {
    if (error instanceof CertdeltaError) return JSON.stringify(error);
    return JSON.stringify(new CertdeltaError("invalid-json", error.message));
  }
}
