/** examples/rsyslog in a real rsyslogd: reports by TCP, records in one file, error records in another. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differences, documents, lines, nativeRecords, root } from "./reference.js";

const folder = mkdtempSync(join(tmpdir(), "certdelta-rsyslog-"));
const example = join(root, "examples/rsyslog");
let daemon: ChildProcess;
let port: number;
let log = "";

beforeAll(async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  ({ port } = probe.address() as { port: number });
  probe.close();
  const configuration = readFileSync(join(example, "rsyslog.conf"), "utf8")
    .replace("/usr/local/bin/certdelta-mmexternal.mjs", `${process.execPath} ${example}/certdelta-mmexternal.mjs`)
    .replaceAll("/var/log/certdelta", folder)
    .replace("10514", String(port))
    .replace("global(", `global(\n    workDirectory="${folder}"`);
  const path = join(folder, "rsyslog.conf");
  writeFileSync(path, configuration);
  daemon = spawn("/usr/sbin/rsyslogd", ["-n", "-f", path, "-i", join(folder, "pid")]);
  for (const stream of [daemon.stdout, daemon.stderr]) stream?.on("data", (piece) => (log += piece));
});
afterAll(async () => {
  daemon.kill();
  await once(daemon, "exit");
  rmSync(folder, { recursive: true });
});

async function until<T>(get: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 50_000;
  for (;;) {
    const value = await get();
    if (value !== undefined) return value;
    if (Date.now() > deadline) expect.fail(`it does not come:\n${log}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const written = (name: string) => {
  const path = join(folder, name);
  return existsSync(path) ? lines(readFileSync(path, "utf8")) : [];
};

test("gives the native command's bytes, and keeps what is no document apart", async () => {
  const socket = await until(
    () =>
      new Promise<ReturnType<typeof connect> | undefined>((resolve) => {
        const attempt = connect(port, "127.0.0.1", () => resolve(attempt));
        attempt.on("error", () => resolve(undefined));
      }),
  );
  for (const document of documents) socket.write(`<13>1 - host reports - - - ${JSON.stringify(document)}\n`);
  socket.end();

  const wanted = nativeRecords();
  const isError = (record: string) => record.startsWith('{"schema":"certdelta.error/1"');
  await until(() =>
    written("records.ndjson").length + written("failed.ndjson").length >= documents.length ? true : undefined,
  );
  expect(
    differences(
      written("records.ndjson"),
      wanted.filter((record) => !isError(record)),
    ),
  ).toEqual([]);
  expect(written("failed.ndjson")).toEqual(wanted.filter(isError));
});
