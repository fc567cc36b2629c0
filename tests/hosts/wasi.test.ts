/** certdelta.wasi.wasm in real WASI runtimes: the bytes of the native command, errors and exit statuses too. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BrowserHost } from "./browser-host.mjs";
import {
  artifact,
  differences,
  type Finished,
  firstDocument,
  firstPair,
  items,
  lines,
  moduleOf,
  nativeComparison,
  nativeRecords,
  nativeSeries,
  pairs,
  pipe,
} from "./reference.js";
import { throughC } from "./wasm2c.mjs";

const command = artifact("wasi");
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "certdelta-wasi-"));
afterAll(() => rmSync(folder, { recursive: true }));

let records: string[];
beforeAll(() => {
  records = nativeRecords();
});

const bun = (args: string[], input: string | Uint8Array) =>
  pipe(moduleOf("@oven/bun-linux-x64/bin/bun"), [command, ...args], input);

/** Some of the documents are none, so the status is 2. */
function sameAsNative({ status, stdout }: Finished, wanted = 2): void {
  expect(differences(lines(stdout), records)).toEqual([]);
  expect(status).toBe(wanted);
}

describe("parse gives the native command's bytes", () => {
  test("in node:wasi", async () => {
    sameAsNative(await pipe(process.execPath, ["--no-warnings", here("node-wasi.mjs"), command], items));
  });

  test("in Bun", async () => {
    sameAsNative(await bun([], items));
  });

  test("in Wasmtime, which is inside of wizer", async () => {
    const args = ["--allow-wasi", "--inherit-stdio", "true", "--init-func", "_start", command, "-o", "/dev/null"];
    const { stdout, stderr } = await pipe(moduleOf("@bytecodealliance/wizer-linux-x64/wizer"), args, items);
    sameAsNative({ status: Number(/Exited with i32 exit status (\d+)/.exec(stderr)?.[1]), stdout, stderr });
  });

  // Compiling it takes half a minute, and on a machine that others use many times that.
  test("as native code that wasm2c makes of it", async () => {
    sameAsNative(await pipe(throughC(command), [], items));
  }, 900_000);

  test("in Chromium, with browser_wasi_shim", async () => {
    const host = await BrowserHost.start(command, items);
    try {
      sameAsNative(await host.run());
    } finally {
      await host.remove();
    }
  });

  test("as a command of WASI 0.2, in jco run", async () => {
    const component = join(folder, "command.component.wasm");
    const jco = moduleOf("@bytecodealliance/jco/dist/jco.js");
    execFileSync(process.execPath, [jco, "new", command, "--wasi-command", "-o", component]);
    // jco ends before a slow pipe has taken everything. A command of WASI 0.2 says only whether it failed.
    const intoFile = ["-c", 'exec "$0" "$@" > records.ndjson', process.execPath, jco, "run", component];
    const finished = await pipe("sh", intoFile, items, folder);
    sameAsNative({ ...finished, stdout: readFileSync(join(folder, "records.ndjson"), "utf8") }, 1);
  });
});

describe("what it is told and what it says", () => {
  test("a document by itself, with its name", async () => {
    const { document, name } = firstDocument;
    const { status, stdout } = await bun(["parse", "--name", name], document);
    expect(JSON.parse(stdout).source.name).toBe(name);
    expect(status).toBe(0);
  });

  test("bytes that are no text are an error record", async () => {
    const { status, stdout } = await bun(["--name", "a.md"], Uint8Array.of(0xc3, 0x28, 10));
    expect(JSON.parse(stdout)).toMatchObject({ schema: "certdelta.error/1", source: "a.md", code: "invalid-utf8" });
    expect(status).toBe(2);
  });

  test.each(pairs)("compare takes two: %#", async (...pair) => {
    const { status, stdout } = await bun(["compare"], pair.map((item) => JSON.stringify(item)).join("\n"));
    expect(stdout.trimEnd()).toBe(nativeComparison(pair));
    expect(status).toBe(0);
  });

  test("compare says how many it got", async () => {
    const { status, stderr } = await bun(["compare"], JSON.stringify(firstDocument));
    expect(JSON.parse(stderr)).toMatchObject({ code: "usage", message: "a comparison takes two reports; there are 1" });
    expect(status).toBe(2);
  });

  test("series", async () => {
    const reports = firstPair;
    const { status, stdout } = await bun(["series"], reports.map((item) => JSON.stringify(item)).join("\n"));
    expect(stdout.trimEnd()).toBe(nativeSeries(reports));
    expect(status).toBe(0);
  });

  test("check exits with 1 where a report contradicts itself", async () => {
    const contradiction =
      "# CNCERT Weekly Report\n\nIssue 8 2024 Feb.19-Feb.25\n\nThis week, CNCERT has handled 5 network security incidents, 59 of which were crossborder ones.\n";
    const { status, stdout } = await bun(["check", "--name", "a.md"], contradiction);
    expect(stdout).toMatch(/^a\.md:.*error: /m);
    expect(status).toBe(1);
  });

  test("explain takes a document, or an item", async () => {
    const { name, document } = firstDocument;
    const [alone, item] = await Promise.all([
      bun(["explain", "--name", name, "--format", "json"], document),
      bun(["explain", "--format", "json"], JSON.stringify({ name, document })),
    ]);
    expect(JSON.parse(alone.stdout).report.source.name).toBe(name);
    expect(item).toEqual(alone);
  });

  test("a wrong word is a usage error", async () => {
    const { status, stderr } = await bun(["parse", "--colour", "red"], "x");
    expect(JSON.parse(stderr)).toMatchObject({ code: "usage", message: "parse has no --colour red" });
    expect(status).toBe(2);
  });

  test("an item is answered before the next one comes", async () => {
    const child = spawn(process.execPath, ["--no-warnings", here("node-wasi.mjs"), command]);
    try {
      for (const name of ["first.md", "second.md"]) {
        const answered = new Promise<string>((resolve) => child.stdout.once("data", (piece) => resolve(`${piece}`)));
        child.stdin.write(`${JSON.stringify({ name, document: "CNCERT/CC" })}\n`);
        expect(JSON.parse(await answered).source.name).toBe(name);
      }
    } finally {
      child.stdin.end();
      child.kill();
    }
  });
});
