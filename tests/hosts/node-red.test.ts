/** The nodes of js/node-red in a real Node-RED without a browser: documents come and go through its own HTTP nodes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../e2e/page.js";
import { NodeRed, nodes } from "./node-red.mjs";
import {
  differences,
  documents,
  firstDocument,
  firstPair,
  nativeComparison,
  nativeRecords,
  nativeSeries,
  root,
} from "./reference.js";

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
const watch = ["test", "certdelta-example"].flatMap((tab) => [
  { id: `watch-${tab}`, type: "status", z: tab, scope: null, wires: [[`log-${tab}`]] },
  {
    ...{ id: `log-${tab}`, type: "debug", z: tab, active: true },
    ...{ console: true, complete: "status.text", targetType: "msg" },
  },
]);
/** Messages by number to any node, and what came out of it: POST /feed, GET /outbox. */
const words = ["parse", "compare", "series"];
const spread = `
  const { word, messages } = msg.payload;
  for (const { base64, ...rest } of messages) {
    const message = base64 === undefined ? rest : { ...rest, payload: Buffer.from(base64, "base64") };
    node.send(${JSON.stringify(words)}.map((name) => (name === word ? message : null)));
  }
  return [null, null, null, msg];`;
const note = (port: string) => `
  const { payload, parts, topic, certdelta } = msg;
  flow.set("outbox", [...(flow.get("outbox") ?? []), { port: "${port}", payload, parts, topic, name: certdelta?.name }]);`;
const feed = [
  { id: "feed", type: "http in", z: "test", url: "/feed", method: "post", wires: [["spread"]] },
  {
    ...{ id: "spread", type: "function", z: "test", func: spread, outputs: 4 },
    wires: [...words.map((word) => [`fed-${word}`]), ["fed"]],
  },
  { id: "fed", type: "http response", z: "test", statusCode: "200" },
  ...words.flatMap((word) => [
    { id: `fed-${word}`, type: `certdelta-${word}`, z: "test", wires: [[`note-${word}`], [`note-${word}-error`]] },
    { id: `note-${word}`, type: "function", z: "test", func: note("result") },
    { id: `note-${word}-error`, type: "function", z: "test", func: note("error") },
  ]),
  { id: "outbox", type: "http in", z: "test", url: "/outbox", method: "get", wires: [["take"]] },
  {
    ...{ id: "take", type: "function", z: "test", wires: [["taken"]] },
    func: 'msg.payload = flow.get("outbox") ?? []; flow.set("outbox", []); return msg;',
  },
  { id: "taken", type: "http response", z: "test", statusCode: "200" },
];
const aloud = example.map((node: { type: string }) => (node.type === "debug" ? { ...node, console: true } : node));

let nodeRed: NodeRed;

beforeAll(async () => {
  nodeRed = await NodeRed.start([{ id: "test", type: "tab", label: "test" }, ...flow, ...feed, ...watch, ...aloud]);
});
afterAll(() => nodeRed.remove());

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = "application/json") =>
  nodeRed.post(path, body, type);
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
  const from = nodeRed.program.log.length;
  await parse(firstDocument.name, firstDocument.document);
  await nodeRed.saying("22/2018: ", from);
  await parse("binary.md", "a\u0000b");
  await nodeRed.saying("binary-input", from);
});

test("compare and series", async () => {
  const records: unknown[] = [];
  for (const { name, document } of firstPair) records.push(JSON.parse((await parse(name, document)).text));
  const both = JSON.stringify(records);
  expect(await post("/compare", both)).toEqual({ status: 200, text: nativeComparison(firstPair) });
  expect(await post("/series", both)).toEqual({ status: 200, text: nativeSeries(firstPair) });
  const { status, text } = await post("/compare", "[]");
  expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 422, code: "usage" });
});

interface Output {
  port: "result" | "error";
  payload: Record<string, unknown> & { schema: string; code: string };
  parts?: { id: string; index: number; count: number };
  topic?: string;
  name?: string;
}

/** What a node gives for these messages, once it has given so many. */
async function outputsOf(word: string, messages: object[], count: number): Promise<Output[]> {
  await post("/feed", JSON.stringify({ word, messages }));
  const outputs: Output[] = [];
  await nodeRed.program.until(async () => {
    outputs.push(...((await (await fetch(`${nodeRed.address}/outbox`)).json()) as Output[]));
    return outputs.length >= count || undefined;
  });
  return outputs;
}
const pdf = readFileSync(join(root, "tests/documents/fixtures/libreoffice-en-6in3-below.pdf"));
const [older, newer] = firstPair;
const recordOf = async ({ name, document }: { name: string; document: string }) =>
  JSON.parse((await parse(name, document)).text);
const errorRecord = { schema: "certdelta.error/1", source: "bad.md", code: "empty-input", message: "it is empty" };

describe("messages one after the other", () => {
  test("leave parse in their order, however long one takes", async () => {
    const messages = [
      { filename: "slow.pdf", base64: pdf.toString("base64") },
      { filename: "quick.md", payload: older.document },
    ];
    const outputs = await outputsOf("parse", messages, 2);
    expect(outputs.map(({ name }) => name)).toEqual(["slow.pdf", "quick.md"]);
  });

  test("an archive gives a sequence for each port", async () => {
    const zip = zipSync({
      "a.md": Buffer.from(older.document),
      "b.md": new Uint8Array(),
      "c.md": Buffer.from(newer.document),
    });
    const outputs = await outputsOf("parse", [{ filename: "x.zip", base64: Buffer.from(zip).toString("base64") }], 3);
    const parts = outputs.map(({ port, name, parts }) => [port, name?.slice(-4), parts?.index, parts?.count]);
    expect(parts).toEqual([
      ["result", "a.md", 0, 2],
      ["result", "c.md", 1, 2],
      ["error", "b.md", 0, 1],
    ]);
    expect(outputs[0]?.parts?.id).toBe(outputs[1]?.parts?.id);
    expect(outputs[2]?.parts?.id).not.toBe(outputs[0]?.parts?.id);
  });

  test("compare keeps topics apart", async () => {
    const messages = [
      { topic: "en", payload: older.document },
      { topic: "zh", payload: newer.document },
      { topic: "en", payload: newer.document },
    ];
    const outputs = await outputsOf("compare", messages, 1);
    expect(outputs).toMatchObject([{ port: "result", topic: "en", payload: { relation: "consecutive" } }]);
  });

  test("series keeps sequences apart, and waits for no report that is none", async () => {
    const [a, b] = [await recordOf(older), await recordOf(newer)];
    const part = (id: string, payload: unknown) => ({ payload, parts: { id, count: 3 } });
    const messages = [
      ...[part("one", a), part("two", b), part("one", errorRecord), part("two", "")],
      ...[part("two", { schema: "certdelta.report/1" }), part("two", a), part("one", b)],
    ];
    const outputs = await outputsOf("series", messages, 4);
    expect(outputs).toMatchObject([
      { port: "error", payload: errorRecord },
      { port: "error", payload: { code: "invalid-record" } },
      { port: "result", payload: { schema: "certdelta.series/1", reports: [{}, {}] } },
      { port: "result", payload: { schema: "certdelta.series/1", reports: [{}, {}] } },
    ]);
    expect(outputs.map(({ parts }) => parts)).toEqual([
      { id: "one", count: 3 },
      { id: "two", count: 3 },
      undefined,
      undefined,
    ]);
  });

  test("a wrong interval costs no report that was collected", async () => {
    const a = await recordOf(older);
    const messages = [{ payload: a }, { payload: "", by: "decade", complete: true }, { payload: "", complete: true }];
    const outputs = await outputsOf("series", messages, 2);
    expect(outputs).toMatchObject([
      { port: "error", payload: { code: "usage" } },
      { port: "result", payload: { reports: [{}] } },
    ]);
  });
});

test.each([
  ["parse", 7, "usage", "msg.payload has to be a document: text or a Buffer"],
  ["compare", null, "usage", "msg.payload has to be a document: text or a Buffer"],
  ["compare", [1, 2, 3], "usage", "a comparison takes two reports; there are 3"],
  ["compare", { schema: "certdelta.report/1" }, "invalid-record", "is not a certdelta.report/1 record"],
  ["series", [{ schema: "certdelta.report/1" }], "invalid-record", "is not a certdelta.report/1 record"],
])("%s says what is wrong with %j", async (word, payload, code, message) => {
  const [output] = await outputsOf(word, [{ payload }], 1);
  expect(output).toMatchObject({ port: "error", payload: { schema: "certdelta.error/1", code } });
  expect(output?.payload.message).toContain(message);
});

/** What Node-RED's editor gives to nodes. */
interface Editor {
  RED: {
    nodes: {
      node(id: string): object | null;
      getType(name: string): { inputLabels: string; outputLabels: string[] };
      getNodeHelp(name: string): string;
    };
    editor: { edit(node: object | null): void };
  };
}

test("the editor shows typed ports, forms and help", async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(nodeRed.address);
    await page.waitForFunction(() =>
      Boolean((globalThis as unknown as Partial<Editor>).RED?.nodes?.node("fed-series")),
    );
    const types = await page.evaluate((names) => {
      const { RED } = globalThis as unknown as Editor;
      return names.map((word) => {
        const { inputLabels, outputLabels } = RED.nodes.getType(`certdelta-${word}`);
        return { inputLabels, outputLabels, help: RED.nodes.getNodeHelp(`certdelta-${word}`).includes("<h3>Outputs") };
      });
    }, words);
    expect(types).toEqual([
      { inputLabels: "document", outputLabels: ["certdelta.report/1", "certdelta.error/1"], help: true },
      { inputLabels: "report", outputLabels: ["certdelta.comparison/1", "certdelta.error/1"], help: true },
      { inputLabels: "report", outputLabels: ["certdelta.series/1", "certdelta.error/1"], help: true },
    ]);
    await page.evaluate(() => {
      const { RED } = globalThis as unknown as Editor;
      RED.editor.edit(RED.nodes.node("fed-series"));
    });
    const by = page.locator("#node-input-by");
    await by.waitFor();
    expect(await by.locator("option").allTextContents()).toEqual(["week", "month", "quarter", "year"]);
    expect(await page.locator("#node-input-name").count()).toBe(1);
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});

test("the example runs", async () => {
  const from = nodeRed.program.log.length;
  const response = await fetch(`${nodeRed.address}/inject/certdelta-inject`, { method: "POST" });
  expect(response.status).toBe(200);
  await nodeRed.saying("certdelta.comparison/1", from);
  await nodeRed.saying("consecutive, ", from);
  expect(nodeRed.program.log).not.toContain("missing node types");
});

test("its version is certdelta's", () => {
  const [own, certdelta] = ["js/node-red", "js"].map((path) =>
    JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")),
  );
  expect(own.version).toBe(certdelta.version);
  expect(own.dependencies.certdelta).toBe(certdelta.version);
});
