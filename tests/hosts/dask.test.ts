/** examples/dask on Debian's Dask: a scheduler and three workers, one of which is killed. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NATIVE, requireNative } from "../corpus/command.mjs";
import { documents, pipe, root } from "./reference.js";

const COPIES = 2;
const python = "/usr/bin/python3";
const folder = mkdtempSync(join(tmpdir(), "certdelta-dask-"));
const input = join(folder, "reports");
const processes: ChildProcess[] = [];
const ends: Promise<unknown>[] = [];
const workers: ChildProcess[] = [];
let scheduler: string;

beforeAll(async () => {
  requireNative();
  mkdirSync(input);
  for (let copy = 0; copy < COPIES; copy += 1)
    for (const { name, document } of documents) writeFileSync(join(input, `${copy}-${name}`), document);
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  scheduler = `tcp://127.0.0.1:${port}`;
  start("dask_scheduler", "--host", "127.0.0.1", "--port", String(port), "--no-dashboard");
  for (let number = 0; number < 3; number += 1) {
    const more = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", folder];
    workers.push(start("dask_worker", scheduler, ...more));
  }
});
afterAll(async () => {
  for (const child of processes) child.kill("SIGKILL");
  await Promise.all(ends);
  rmSync(folder, { recursive: true });
});

function start(module: string, ...args: string[]): ChildProcess {
  const child = spawn(python, ["-m", `distributed.cli.${module}`, ...args], { stdio: "ignore", cwd: folder });
  processes.push(child);
  ends.push(once(child, "exit"));
  return child;
}

function readFolder(out: string) {
  const command = ["--command", process.execPath, join(root, "js/bin/certdelta.js")];
  const args = [join(root, "examples/dask/read_folder.py"), input, out, "--scheduler", scheduler, "--chunk", "30"];
  return pipe(python, [...args, ...command], "", folder);
}

const contentOf = (out: string) => readdirSync(out).map((name) => [name, readFileSync(join(out, name))] as const);
const partsIn = (out: string) =>
  existsSync(out) ? readdirSync(out).filter((name) => name.endsWith(".parquet")).length : 0;

test("with a worker killed midway, the output is the same", async () => {
  const [whole, interrupted] = ["whole", "interrupted"].map((name) => join(folder, name)) as [string, string];
  const { status, stderr } = await readFolder(whole);
  expect(stderr).toContain("12 of 12 chunks");
  expect(status).toBe(2); // some of the documents are none

  const [doomed] = workers as [ChildProcess];
  const second = readFolder(interrupted);
  while (partsIn(interrupted) < 2) await new Promise((done) => setTimeout(done, 20));
  doomed.kill("SIGKILL");
  expect(partsIn(interrupted)).toBeLessThan(10);
  expect((await second).status).toBe(2);
  expect(doomed.signalCode).toBe("SIGKILL");
  expect(contentOf(interrupted)).toEqual(contentOf(whole));

  const errors = readFileSync(join(whole, "errors.txt"), "utf8");
  expect(errors.match(/empty\.md: .*\(empty-input\)$/gm)).toHaveLength(COPIES);
  expect(errors.match(/binary\.md: .*\(binary-input\)$/gm)).toHaveLength(COPIES);

  // The rows are those of the native command.
  const connection = await (await DuckDBInstance.create()).connect();
  const reader = await connection.runAndReadAll(`select count(*)::int from '${whole}/*.parquet'`);
  const native = execFileSync(NATIVE, ["parse", "--format", "csv", ...goodFiles()], {
    cwd: input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const csv = join(folder, "native.csv");
  writeFileSync(csv, native);
  const wanted = await connection.runAndReadAll(`select count(*)::int from read_csv('${csv}', all_varchar = true)`);
  expect(reader.getRows()).toEqual(wanted.getRows());
}, 240_000);

function goodFiles(): string[] {
  return readdirSync(input)
    .filter((name) => !/-(?:empty|binary)\.md$/.test(name))
    .sort();
}
