/** examples/rsyslog in a real rsyslogd: reports by TCP, records in one file, error records in another. */
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { differences, documents, nativeRecords } from "./reference.js";
import { Rsyslogd } from "./rsyslogd.mjs";

let daemon: Rsyslogd;
beforeEach(async () => {
  daemon = await Rsyslogd.start();
});
afterEach(() => daemon.remove());

const header = "<13>1 - host reports - - - ";
/** A message that ends with its line. */
const line = (message: string | Uint8Array) =>
  Buffer.concat([Buffer.from(header), Buffer.from(message), Buffer.of(10)]);
/** A message of a known length (RFC 6587, 3.4.1), which may hold ends of lines. */
const counted = (message: string) => {
  const bytes = Buffer.from(header + message);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
};

function send(messages: Uint8Array[], to = daemon): void {
  const socket = connect(to.port, "127.0.0.1");
  for (const message of messages) socket.write(message);
  socket.end();
}

const files = ["records.ndjson", "failed.ndjson", "unread.log"];
const countOf = (by: Rsyslogd) => files.reduce((sum, name) => sum + by.written(name).length, 0);
const answered = (count: number, by = daemon) => by.program.until(() => (countOf(by) >= count ? true : undefined));
const read = (name: string) => daemon.written(name).map((record) => JSON.parse(record));

test("gives the native command's bytes, and keeps what is no document apart", async () => {
  send(documents.map((document) => line(JSON.stringify(document))));
  await answered(documents.length);
  const wanted = nativeRecords();
  const isError = (record: string) => record.startsWith('{"schema":"certdelta.error/1"');
  expect(
    differences(
      daemon.written("records.ndjson"),
      wanted.filter((record) => !isError(record)),
    ),
  ).toEqual([]);
  expect(daemon.written("failed.ndjson")).toEqual(wanted.filter(isError));
});

test("each message has its own answer, whatever ends of lines it holds", async () => {
  const odd = [
    ["lf.md", "CNCERT/CC\nand more", counted],
    ["cr.md", "CNCERT/CC\rand more", line],
    ["ls.md", "CNCERT/CC\u2028and more", line],
    ["ps.md", "CNCERT/CC\u2029and more", line],
  ] as const;
  const messages = odd.flatMap(([name, document, frame]) => [
    frame(`{"name": "${name}", "document": ${JSON.stringify(document)}}`),
    frame(document),
  ]);
  send([
    ...messages,
    line(""),
    line("{"),
    line('{"name": "a.md"}'),
    line("null"),
    line(Uint8Array.of(0xc3, 0x28)),
    line("x"),
  ]);
  await answered(messages.length + 6);
  const names = read("records.ndjson").map(({ source }) => source.name);
  expect(names).toEqual([...odd.flatMap(([name]) => [name, ""]), "", ""]);
  const sizes = read("records.ndjson").map(({ source }) => source.bytes);
  expect(sizes.slice(-2)).toEqual([4, 1]);
  expect(read("failed.ndjson").map(({ code }) => code)).toEqual([
    "empty-input",
    "invalid-json",
    "invalid-json",
    "invalid-utf8",
  ]);
});

test("a message that ends the process which reads them is a failure, and the next ones are read", async () => {
  const hook = join(daemon.folder, "hook.mjs");
  const die = 'if (value?.msg === "POISON") process.kill(process.pid, "SIGKILL")';
  writeFileSync(
    hook,
    `const { parse } = JSON; JSON.parse = (text) => { const value = parse(text); ${die}; return value; };`,
  );
  const mortal = await Rsyslogd.start("--import", hook);
  try {
    send(["first", "POISON", "third", "fourth"].map(line), mortal);
    await answered(4, mortal);
    expect(mortal.written("records.ndjson")).toHaveLength(3);
    expect(mortal.written("failed.ndjson").map((record) => JSON.parse(record))).toMatchObject([{ code: "trap" }]);
  } finally {
    await mortal.remove();
  }
});
