/** certdelta.extism.wasm in Extism's own host SDK for JavaScript, in process and in its worker. */
import createPlugin, { type Plugin } from "@extism/extism";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  artifact,
  differences,
  firstDocument,
  firstPair,
  items,
  lines,
  nativeComparison,
  nativeRecords,
  nativeSeries,
} from "./reference.js";

const path = artifact("extism");
/** The SDK keeps the memory of all calls: each takes longer than the one before, and call 16 383 is the last. */
const CALLS_BETWEEN_RESETS = 500;
const MANY_CALLS = 20_500;

let records: string[];
beforeAll(() => {
  records = nativeRecords();
});

describe.each([
  ["in process", false],
  ["in its worker", true],
])("%s", (_, runInWorker) => {
  let plugin: Plugin;
  beforeAll(async () => {
    plugin = await createPlugin({ wasm: [{ path }] }, { runInWorker, useWasi: false });
  });
  afterAll(() => plugin.close());
  const call = async (name: string, input: string) => (await plugin.call(name, input))?.text();

  test("parse gives the native command's bytes, a line for each item", async () => {
    expect(differences(lines((await call("parse", items)) as string), records)).toEqual([]);
  });

  test("what is no document is an error that says why", async () => {
    const failure = await call("parse", JSON.stringify({ name: "a.md", document: "" })).catch((error) => error);
    expect(String(failure)).toContain('"source":"a.md","code":"empty-input"');
    expect(await call("parse", JSON.stringify(firstDocument))).toBe(records[0]);
  });

  test("compare and series", async () => {
    const pair = firstPair;
    const input = pair.map((item) => JSON.stringify(item)).join("\n");
    expect(await call("compare", input)).toBe(nativeComparison(pair));
    expect(await call("series", input)).toBe(nativeSeries(pair));
    const failure = await call("compare", JSON.stringify(pair[0])).catch((error) => error);
    expect(String(failure)).toContain("a comparison takes two reports; there are 1");
  });

  test(`${MANY_CALLS} calls`, async () => {
    const input = JSON.stringify({ name: "a.txt", document: "none" });
    const wanted = await call("parse", input);
    for (let count = 1; count <= MANY_CALLS; count += 1) {
      if ((await call("parse", input)) !== wanted) expect.fail(`call ${count}`);
      if (count % CALLS_BETWEEN_RESETS === 0) await plugin.reset();
    }
  }, 300_000);
});

describe("items and options together", () => {
  const pair = firstPair.map((item) => JSON.stringify(item)).join("\n");
  const options = (more: object) => JSON.stringify(more);
  async function resultOf(name: string, more: object, input: string) {
    const plugin = await createPlugin({ wasm: [{ path }] }, { config: { [name]: options(more) } });
    try {
      return (await plugin.call(name, input))?.text() as string;
    } finally {
      await plugin.close();
    }
  }

  test("parse", async () => {
    expect(lines(await resultOf("parse", { input: "text" }, pair)).map((record) => JSON.parse(record).source)).toEqual(
      firstPair.map(({ name, document }) =>
        expect.objectContaining({ name, bytes: Buffer.byteLength(document), format: "text" }),
      ),
    );
    const csv = (await resultOf("parse", { format: "csv" }, pair)).trimEnd().split("\r\n");
    expect(new Set(csv.map((row) => /,(?:found|absent|ambiguous|rejected),([^,]*),/.exec(row)?.[1]))).toEqual(
      new Set(firstPair.map(({ name }) => name)),
    );
    const bad = `${pair}\n${JSON.stringify({ name: "a.md", document: "" })}`;
    await expect(resultOf("parse", { format: "csv" }, bad)).rejects.toThrow('"source":"a.md","code":"empty-input"');
    await expect(resultOf("parse", { text: true }, pair)).rejects.toThrow('"code":"usage"');
  });

  test("check and explain", async () => {
    const findings = JSON.parse(await resultOf("check", {}, pair));
    expect(findings).toMatchObject([{ code: "arrow-lost", source: firstPair[0].name }]);
    const { name, document } = firstDocument;
    const explained = await resultOf("explain", { format: "json" }, JSON.stringify({ name, document }));
    expect(explained).toBe(await resultOf("explain", { format: "json", name }, document));
    await expect(resultOf("explain", {}, pair)).rejects.toThrow("one document is explained at a time");
  });
});

test("a function's options are the plugin's configuration under its name", async () => {
  const plugin = await createPlugin(
    { wasm: [{ path }] },
    { config: { series: '{"format": "csv"}', explain: '{"colour": "red"}' } },
  );
  try {
    const csv = (await plugin.call("series", items.split("\n", 1)[0] as string))?.text();
    expect(csv).toMatch(/^field,/);
    await expect(plugin.call("explain", "CNCERT/CC")).rejects.toThrow('"code":"usage"');
  } finally {
    await plugin.close();
  }
});
