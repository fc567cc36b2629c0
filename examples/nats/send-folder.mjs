#!/usr/bin/env node
// Sends the documents of a folder to the workers of `certdelta work`, and makes the streams that are missing:
//   node send-folder.mjs FOLDER [nats://HOST:4222]
// Texts go some tens a message, everything else (PDF, DOCX, ...) one a message. Whoever sends a folder twice sends it once: the
// id of a message is what it holds.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, headers, nanos } from "nats";

const PER_MESSAGE = 50;
const [folder = ".", servers = "nats://localhost:4222"] = process.argv.slice(2);
const connection = await connect({ servers });
const { streams } = await connection.jetstreamManager();
for (const [name, subject] of [
  ["REPORTS", "reports.in"],
  ["RECORDS", "certdelta.records"],
  ["FAILED", "certdelta.failed"],
])
  await streams.add({ name, subjects: [subject], duplicate_window: nanos(3_600_000) });

const room = connection.info.max_payload / 2;
let lines = [];
let size = 0;
const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
for (const name of files.map(({ name }) => name).sort()) {
  const bytes = readFileSync(join(folder, name));
  if (!/\.(md|txt)$/i.test(name)) {
    const named = headers();
    named.set("Certdelta-Name", name);
    await send(bytes, named);
    continue;
  }
  const line = JSON.stringify({ name, document: bytes.toString() });
  if (lines.length === PER_MESSAGE || size + line.length > room) await sendLines();
  lines.push(line);
  size += line.length;
}
await sendLines();
await connection.close();

async function sendLines() {
  if (lines.length > 0) await send(lines.join("\n"));
  [lines, size] = [[], 0];
}

/**
 * @param {string | Uint8Array} payload
 * @param {import("nats").MsgHdrs} [named]
 */
async function send(payload, named) {
  const msgID = createHash("sha256").update(payload).digest("hex");
  await connection.jetstream().publish("reports.in", payload, { msgID, headers: named });
}
