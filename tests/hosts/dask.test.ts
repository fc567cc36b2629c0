/** examples/dask on Debian's Dask: a scheduler and three workers, one of which is killed. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE } from "../corpus/command.mjs";
import { DaskCluster, python } from "./dask-cluster.mjs";
import { documents, pipe, root } from "./reference.js";

const COPIES = 2;
const CHUNK = 30;
const folder = mkdtempSync(join(tmpdir(), "certdelta-dask-"));
const input = join(folder, "reports");
const chunks = Math.ceil((documents.length * COPIES) / CHUNK);
let cluster: DaskCluster;

beforeAll(async () => {
  mkdirSync(input);
  for (let copy = 0; copy < COPIES; copy += 1)
    for (const { name, document } of documents) writeFileSync(join(input, `${copy}-${name}`), document);
  cluster = await DaskCluster.start(3);
});
afterAll(async () => {
  await cluster.remove();
  rmSync(folder, { recursive: true });
});

const npmCommand = [process.execPath, join(root, "js/bin/certdelta.js")];

function readFolder(from: string, out: string, command = npmCommand) {
  const script = join(root, "examples/dask/read_folder.py");
  const where = ["--scheduler", cluster.address, "--chunk", String(CHUNK)];
  return pipe(python, [script, from, out, ...where, "--command", ...command], "", folder);
}

const contentOf = (out: string) => readdirSync(out).map((name) => [name, readFileSync(join(out, name))] as const);
const partsIn = (out: string) =>
  existsSync(out) ? readdirSync(out).filter((name) => name.endsWith(".parquet")).length : 0;

test("with a worker killed midway, the output is the same", async () => {
  const [whole, interrupted] = ["whole", "interrupted"].map((name) => join(folder, name)) as [string, string];
  const { status, stderr } = await readFolder(input, whole);
  expect(stderr).toContain(`${chunks} of ${chunks} chunks`);
  expect(status).toBe(2); // some of the documents are none

  const [doomed] = cluster.workers as [(typeof cluster.workers)[0]];
  const second = readFolder(input, interrupted);
  await doomed.until(() => partsIn(interrupted) >= 2 || undefined);
  await doomed.end("SIGKILL");
  expect(partsIn(interrupted)).toBeLessThan(chunks - 1);
  expect((await second).status).toBe(2);
  expect(contentOf(interrupted)).toEqual(contentOf(whole));

  const errors = readFileSync(join(whole, "errors.txt"), "utf8");
  expect(errors.match(/empty\.md: .*\(empty-input\)$/gm)).toHaveLength(COPIES);
  expect(errors.match(/binary\.md: .*\(binary-input\)$/gm)).toHaveLength(COPIES);

  // The rows are those of the native command.
  const native = execFileSync(NATIVE, ["parse", "--format", "csv", ...goodFiles()], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const csv = join(folder, "native.csv");
  writeFileSync(csv, native);
  const same =
    'source, field, status, issue::int, year::int, start::date, "end"::date, unit, precision::double, change';
  const rows = `select ${same}, coalesce(text, value::varchar) from '${whole}/*.parquet'`;
  const value = "coalesce(try_cast(value as double)::varchar, value)";
  const wanted = `select ${same}, ${value} from read_csv('${csv}', all_varchar = true)`;
  const connection = await (await DuckDBInstance.create()).connect();
  const difference = `(${rows} except all ${wanted}) union all (${wanted} except all ${rows})`;
  expect((await connection.runAndReadAll(`${difference} limit 5`)).getRows()).toEqual([]);
  const [[count]] = (await connection.runAndReadAll(`select count(*)::int from (${rows})`)).getRows() as [[number]];
  expect(count).toBeGreaterThan(1_000);
}, 600_000);

function goodFiles(): string[] {
  return readdirSync(input)
    .filter((name) => !/-(?:empty|binary)\.md$/.test(name))
    .map((name) => join(input, name));
}

describe("documents that give no rows", () => {
  const few = join(folder, "few");
  const bad = join(folder, "bad");
  beforeAll(() => {
    for (const path of [few, bad]) mkdirSync(path);
    for (const { name, document } of documents.slice(0, 5)) writeFileSync(join(few, name), document);
    writeFileSync(join(few, "fatal.md"), "POISON");
    for (const name of ["a.md", "b.md"]) writeFileSync(join(bad, name), "");
  });

  test("one that ends the command costs no other one its rows", async () => {
    const command = join(folder, "command.sh");
    const [node, script] = npmCommand;
    const dies = `for path; do case $path in *fatal.md) kill -9 $$;; esac; done`;
    writeFileSync(command, `#!/bin/sh\n${dies}\nexec ${node} ${script} "$@"\n`, { mode: 0o755 });
    const out = join(folder, "few-out");
    expect((await readFolder(few, out, [command])).status).toBe(2);
    expect(readFileSync(join(out, "errors.txt"), "utf8")).toBe(
      `certdelta: ${few}/fatal.md: the command ends when it reads this (trap)\n`,
    );
    const connection = await (await DuckDBInstance.create()).connect();
    const reader = await connection.runAndReadAll(`select distinct source from '${out}/*.parquet' order by all`);
    const names = documents.slice(0, 5).map(({ name }) => join(few, name));
    expect(reader.getRows().flat()).toEqual(names.toSorted());
  });

  test("a chunk of nothing else is a table without rows", async () => {
    const out = join(folder, "bad-out");
    const { status, stderr } = await readFolder(bad, out);
    expect({ status, parts: partsIn(out) }).toEqual({ status: 2, parts: 1 });
    expect(stderr).toContain("1 of 1 chunks");
    expect(readFileSync(join(out, "errors.txt"), "utf8").match(/\(empty-input\)$/gm)).toHaveLength(2);
  });
});

test.each([
  ["an output folder that holds something", input, input, "is not empty"],
  ["an input folder that is not there", join(folder, "none"), join(folder, "new"), "is no folder"],
  ["an input folder without files", join(folder, "void"), join(folder, "new"), "there are no files in"],
])("%s is refused", async (_, from, out, reason) => {
  mkdirSync(join(folder, "void"), { recursive: true });
  const { status, stderr } = await readFolder(from, out);
  expect(status).not.toBe(0);
  expect(stderr).toContain(reason);
  expect(existsSync(join(folder, "new"))).toBe(false);
});
