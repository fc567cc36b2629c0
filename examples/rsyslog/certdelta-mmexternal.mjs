#!/usr/bin/env node
// Reads reports for rsyslog's mmexternal: each line on standard input is a message as JSON (interface.input="fulljson"), whose
// msg is {"name": ..., "document": ...} or the text of a document. For each, a line that sets $!certdelta to the record, or to
// an error record, as JSON text.
import { CertdeltaError, load } from "certdelta";

const certdelta = await load();
const newline = 0x0a;

let rest = Buffer.alloc(0);
for await (const piece of process.stdin) {
  // rsyslog takes each line for the answer to the message that it sent last: nothing else ends a line than what ends its own.
  const lines = [];
  let start = 0;
  for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
    lines.push(Buffer.concat([rest, piece.subarray(start, end)]));
    rest = Buffer.alloc(0);
    start = end + 1;
  }
  rest = Buffer.concat([rest, piece.subarray(start)]);
  for (const line of lines) process.stdout.write(`${JSON.stringify({ "$!": { certdelta: recordOf(line) } })}\n`);
}

/** @param {Buffer} line */
function recordOf(line) {
  try {
    const message = JSON.parse(textOf(line)).msg.trim();
    const { name = "", document } = message.startsWith("{") ? itemOf(message) : { document: message };
    return certdelta.parseAs("json", document, { name });
  } catch (error) {
    if (error instanceof CertdeltaError) return JSON.stringify(error);
    return JSON.stringify(new CertdeltaError("invalid-json", error.message));
  }
}

/** @param {Buffer} bytes */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CertdeltaError("invalid-utf8", "the message is not UTF-8", { cause });
  }
}

/** @param {string} message */
function itemOf(message) {
  const item = JSON.parse(message);
  if (typeof item.document !== "string") throw new CertdeltaError("invalid-json", "the message has no document");
  return { name: String(item.name ?? ""), document: item.document };
}
