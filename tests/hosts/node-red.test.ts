/** The nodes of js/node-red in a real Node-RED without a browser: documents come and go through its own HTTP nodes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  differences,
  documents,
  firstDocument,
  firstPair,
  moduleOf,
  nativeComparison,
  nativeRecords,
  nativeSeries,
  root,
} from "./reference.js";

const nodes = join(root, "js/node-red");
const folder = mkdtempSync(join(tmpdir(), "certdelta-node-red-"));
const example = JSON.parse(readFileSync(join(nodes, "examples/read-and-compare.json"), "utf8"));

/** Each node behind an address of its own; what it says of itself goes to the log. */
const flow = ["parse", "compare", "series"].flatMap((word) => [
  { id: `in-${word}`, type: "http in", z: "test", url: `/${word}`, method: "post", wires: [[`name-${word}`]] },
  {
    id: `name-${word}`,
    type: "change",
    z: "test",
    rules: [{ t: "set", p: "filename", pt: "msg", to: "req.query.name", tot: "msg" }],
    wires: [[word]],
  },
  { id: word, type: `certdelta-${word}`, z: "test", wires: [[`done-${word}`], [`failed-${word}`]] },
  { id: `done-${word}`, type: "http response", z: "test", statusCode: "200" },
  { id: `failed-${word}`, type: "http response", z: "test", statusCode: "422" },
]);
const watch = [
  { id: "watch", type: "status", z: "test", scope: null, wires: [["log"]] },
  { id: "log", type: "debug", z: "test", console: true, complete: "status.text", targetType: "msg", active: true },
];
const aloud = example.map((node: { type: string }) => (node.type === "debug" ? { ...node, console: true } : node));

let nodeRed: ChildProcess;
let log = "";
let address: string;

beforeAll(async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  address = `http://127.0.0.1:${port}`;
  writeFileSync(
    join(folder, "flows.json"),
    JSON.stringify([{ id: "test", type: "tab", label: "test" }, ...flow, ...watch, ...aloud]),
  );
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: port,
    flowFile: "flows.json",
    nodesDir: [nodes],
    apiMaxLength: "50mb",
    telemetry: { enabled: false },
    externalModules: { palette: { allowInstall: false } },
  };
  writeFileSync(join(folder, "settings.js"), `module.exports = ${JSON.stringify(settings)};`);
  const args = [moduleOf("node-red/red.js"), "--settings", join(folder, "settings.js"), "--userDir", folder];
  nodeRed = spawn(process.execPath, args, { cwd: root });
  for (const stream of [nodeRed.stdout, nodeRed.stderr]) stream?.on("data", (piece) => (log += piece));
  await saying("Started flows");
}, 120_000);
afterAll(async () => {
  nodeRed.kill();
  await once(nodeRed, "exit");
  rmSync(folder, { recursive: true });
});

/** Waits until the log has this text. */
async function saying(text: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!log.includes(text)) {
    if (Date.now() > deadline) expect.fail(`it does not say ${text}:\n${log}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, type: string) {
  const response = await fetch(address + path, { method: "POST", headers: { "content-type": type }, body });
  return { status: response.status, text: await response.text() };
}
/** As bytes: of text, Node-RED itself would drop a byte order mark. */
const parse = (name: string, document: string | Uint8Array) =>
  post(`/parse?name=${encodeURIComponent(name)}`, Uint8Array.from(Buffer.from(document)), "application/octet-stream");

test("parse gives the native command's bytes, errors through its second port", async () => {
  const answers: { status: number; text: string }[] = [];
  const sent = documents.filter(({ document }) => document !== "");
  const wanted = nativeRecords().filter((_, index) => documents[index]?.document !== "");
  for (const { name, document } of sent) answers.push(await parse(name, document));
  expect(
    differences(
      answers.map(({ text }) => text),
      wanted,
    ),
  ).toEqual([]);
  expect(sent.filter((_, index) => answers[index]?.status === 422).map(({ name }) => name)).toEqual(["binary.md"]);
});

test("parse reads a PDF", async () => {
  const pdf = readFileSync(join(root, "tests/documents/fixtures/libreoffice-en-6in3-below.pdf"));
  const { status, text } = await parse("a.pdf", pdf);
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ source: { name: "a.pdf", format: "pdf" } });
});

test("parse says what it read last", async () => {
  await parse(firstDocument.name, firstDocument.document);
  await saying("22/2018: ");
  await parse("binary.md", "a\u0000b");
  await saying("binary-input");
});

test("compare and series", async () => {
  const records: unknown[] = [];
  for (const { name, document } of firstPair) records.push(JSON.parse((await parse(name, document)).text));
  const both = JSON.stringify(records);
  expect(await post("/compare", both, "application/json")).toEqual({ status: 200, text: nativeComparison(firstPair) });
  expect(await post("/series", both, "application/json")).toEqual({ status: 200, text: nativeSeries(firstPair) });
  const { status, text } = await post("/compare", "[]", "application/json");
  expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 422, code: "usage" });
});

test("the example runs", async () => {
  const response = await fetch(`${address}/inject/certdelta-inject`, { method: "POST" });
  expect(response.status).toBe(200);
  await saying("certdelta.comparison/1");
  await saying("consecutive, ");
  expect(log).not.toContain("missing node types");
});

test("its version is certdelta's", () => {
  const [own, certdelta] = ["js/node-red", "js"].map((path) =>
    JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")),
  );
  expect(own.version).toBe(certdelta.version);
  expect(own.dependencies.certdelta).toBe(certdelta.version);
});
