#!/usr/bin/env node
// Reads reports for rsyslog's mmexternal: each line on standard input is a message as JSON (interface.input="fulljson"), whose
// msg is {"name": ..., "document": ...} or the text of a document. For each, a line that sets $!certdelta to the record, or to
// an error record, as JSON text.
//
// rsyslog takes each line for the answer to the message that it sent last. So nothing but the end of a line ends a message,
// and documents are read by a process of its own: whatever becomes of that, there is one answer to each message.
import { fork } from "node:child_process";
import { CertdeltaError, load } from "certdelta";

if (process.send) await read();
else await answer();

async function answer() {
  let reader = start();
  for await (const line of linesOf(process.stdin)) {
    const record = await new Promise((resolve) => {
      const hasEnded = () => {
        reader = start();
        resolve(JSON.stringify(new CertdeltaError("trap", "the process that read it has ended")));
      };
      reader.once("exit", hasEnded);
      reader.once("message", (answer) => {
        reader.off("exit", hasEnded);
        resolve(answer);
      });
      reader.send(line.toString("latin1")); // byte for byte
    });
    process.stdout.write(`${JSON.stringify({ "$!": { certdelta: record } })}\n`);
  }
  reader.disconnect();
}

function start() {
  return fork(process.argv[1], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** @param {AsyncIterable<Buffer>} input */
async function* linesOf(input) {
  let rest = Buffer.alloc(0);
  for await (const piece of input) {
    let start = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", start)) {
      yield Buffer.concat([rest, piece.subarray(start, end)]);
      rest = Buffer.alloc(0);
      start = end + 1;
    }
    rest = Buffer.concat([rest, piece.subarray(start)]);
  }
}

async function read() {
  const certdelta = await load();
  process.on("message", (line) => process.send(recordOf(certdelta, Buffer.from(line, "latin1"))));
}

/**
 * @param {import("certdelta").Certdelta} certdelta
 * @param {Buffer} line
 */
function recordOf(certdelta, line) {
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
