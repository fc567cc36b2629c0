/**
 * The exports of certdelta.plugin.wasm for Apache Camel, Fluent Bit and ClickHouse. None of the three can be installed from
 * Debian or npm: what calls them here is a host of our own, written to the ABI that each of them publishes.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { CORE, WasmCore } from "../conformance/wasm-core.mjs";
import { artifact, differences, documents, firstDocument, type NamedDocument, nativeRecords } from "./reference.js";

interface Exports {
  memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(address: number): void;
  alloc(size: number): number;
  dealloc(address: number, size: number): void;
  parse(address: number, size: number): bigint;
  certdelta_filter(tag: number, tagSize: number, sec: number, nsec: number, record: number, size: number): number;
  clickhouse_create_buffer(size: number): number;
  clickhouse_destroy_buffer(handle: number): void;
  certdelta_parse_rows(input: number, rows: number): number;
}

const module = new WebAssembly.Module(readFileSync(artifact("plugin")));
const utf8 = new TextEncoder();
let exports: Exports;
let records: string[];

const memory = () => new Uint8Array(exports.memory.buffer);
const text = (address: number, size: number) => new TextDecoder().decode(memory().slice(address, address + size));
const NO_RECORD = ["empty.md", "binary.md"];

/** No imports, no call to set it up: what Camel (Chicory), Fluent Bit (WAMR) and ClickHouse (Wasmtime) do. */
function freshInstance(): void {
  exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
}

beforeAll(() => {
  freshInstance();
  records = nativeRecords();
});

test("the C ABI is the core's", async () => {
  const [plugin, core] = await Promise.all([WasmCore.load(artifact("plugin")), WasmCore.load(CORE)]);
  const { name, document } = firstDocument;
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  expect(decode(plugin.parse(utf8.encode(document), { name }))).toBe(records[0]);
  expect(decode(plugin.call("certdelta_info", []))).toBe(decode(core.call("certdelta_info", [])));
});

/** Calls, once they have been called often, take no more memory: of an instance in which nothing has made room before. */
function expectNoGrowth(call: () => void): void {
  freshInstance();
  const often = () => {
    for (let round = 0; round < 300; round += 1) call();
  };
  often();
  const size = exports.memory.buffer.byteLength;
  for (let round = 0; round < 4; round += 1) often();
  expect(exports.memory.buffer.byteLength).toBe(size);
}

describe("a careless host of the C ABI", () => {
  interface Abi {
    memory: WebAssembly.Memory;
    certdelta_alloc(size: number): number;
    certdelta_free(address: number): void;
    certdelta_parse(
      ...args: [document: number, size: number, options: number, optionsSize: number, out: number]
    ): number;
  }
  const fresh = () => new WebAssembly.Instance(module, {}).exports as unknown as Abi;
  const { name, document } = firstDocument;
  const good = utf8.encode(document);
  const options = utf8.encode(JSON.stringify({ name }));

  function resultAt(abi: Abi, out: number): string {
    const view = new DataView(abi.memory.buffer);
    const start = view.getUint32(out, true);
    return new TextDecoder().decode(new Uint8Array(abi.memory.buffer, start, view.getUint32(out + 4, true)));
  }

  function parseGood(abi: Abi): string {
    const out = abi.certdelta_alloc(8);
    const [at, optionsAt] = [abi.certdelta_alloc(good.length), abi.certdelta_alloc(options.length)];
    new Uint8Array(abi.memory.buffer).set(good, at);
    new Uint8Array(abi.memory.buffer).set(options, optionsAt);
    abi.certdelta_parse(at, good.length, optionsAt, options.length, out);
    return resultAt(abi, out);
  }

  const HUGE = 0xffff_ffff;
  test.each([
    ["nothing at all", (out: number) => [0, 0, 0, 0, out], "empty-input"],
    ["a length beyond what is read", (out: number) => [out, HUGE, 0, 0, out], "too-large"],
    ["options of a length beyond the memory", (out: number) => [0, 0, out, HUGE, out], "usage"],
  ] as const)("%s is an error record, and the instance goes on", (_, args, code) => {
    const abi = fresh();
    const out = abi.certdelta_alloc(8);
    expect(abi.certdelta_parse(...(args(out) as Parameters<Abi["certdelta_parse"]>))).toBe(1);
    expect(JSON.parse(resultAt(abi, out))).toMatchObject({ schema: "certdelta.error/1", code });
    expect(parseGood(abi)).toBe(records[0]);
  });

  test.each([
    ["a document beyond the memory", (out: number) => [0xffff_fff0, 8, 0, 0, out]],
    ["a document that goes around the end of addresses", (out: number) => [0xffff_fff0, 0x20, 0, 0, out]],
    ["a place for the result beyond the memory", () => [0, 0, 0, 0, 0xffff_fffc]],
  ] as const)("%s traps, and nothing else: a fresh instance works", (_, args) => {
    const abi = fresh();
    const out = abi.certdelta_alloc(8);
    const call = () => abi.certdelta_parse(...(args(out) as unknown as Parameters<Abi["certdelta_parse"]>));
    expect(call).toThrow(WebAssembly.RuntimeError);
    expect(parseGood(fresh())).toBe(records[0]);
  });

  test("more memory than there is is refused with 0", () => {
    const abi = fresh();
    expect([abi.certdelta_alloc(HUGE), abi.certdelta_alloc(3 * 2 ** 30)]).toEqual([0, 0]);
    abi.certdelta_free(0);
    abi.certdelta_free(abi.certdelta_alloc(0));
    expect(parseGood(abi)).toBe(records[0]);
  });
});

describe("Apache Camel, language wasm", () => {
  /** WasmFunction.run(): what comes back is the message's new body, or the message of an exception. */
  function run(message: object): { body: string; isError: boolean } {
    const input = utf8.encode(JSON.stringify(message));
    const address = exports.alloc(input.length);
    memory().set(input, address);
    const result = BigInt.asUintN(64, exports.parse(address, input.length));
    exports.dealloc(address, input.length);
    const [place, size] = [Number(result >> 32n), Number(result & 0xffff_ffffn)];
    const isError = size >= 2 ** 31;
    const body = text(place, size % 2 ** 31);
    exports.dealloc(place, size);
    return { body, isError };
  }
  const message = ({ name, document }: NamedDocument) => ({
    headers: { CamelFileName: name },
    body: Buffer.from(document).toString("base64"),
  });

  test("gives the native command's bytes", () => {
    const answers = documents.map((document) => run(message(document)));
    expect(
      differences(
        answers.map(({ body }) => body),
        records,
      ),
    ).toEqual([]);
    const failed = documents.filter((_, index) => answers[index]?.isError).map(({ name }) => name);
    expect(failed).toEqual(NO_RECORD);
  });

  test("memory does not grow with the number of messages", () => {
    expectNoGrowth(() => {
      run(message(firstDocument));
      run({ body: "*" });
    });
  });

  test.each([
    ["no JSON", "no", "invalid-json"],
    ["no body", { headers: {} }, "invalid-json"],
    ["a body that is no text", { body: 7 }, "invalid-json"],
    ["no base64", { body: "*" }, "invalid-json"],
  ])("%s is an error", (_, given, code) => {
    const { body, isError } = run(given as object);
    expect(isError).toBe(true);
    expect(JSON.parse(body)).toMatchObject({ schema: "certdelta.error/1", code });
  });
});

describe("Fluent Bit, filter wasm", () => {
  /** flb_wasm_call_function_format_json(): arguments in memory of malloc, the result ends with NUL. */
  function filter(record: object): Record<string, unknown> {
    const [tag, input] = [utf8.encode("reports.en"), utf8.encode(JSON.stringify(record))];
    const places = [tag, input].map((bytes) => {
      const address = exports.malloc(bytes.length + 1);
      memory().set([...bytes, 0], address);
      return address;
    }) as [number, number];
    const result = exports.certdelta_filter(places[0], tag.length, 1_700_000_000, 5, places[1], input.length);
    const answer = text(result, memory().indexOf(0, result) - result);
    for (const address of places) exports.free(address);
    return JSON.parse(answer);
  }

  test("adds the native command's record", () => {
    const answers = documents.map(({ name, document }) => filter({ host: "a", name, log: document }).certdelta);
    expect(
      differences(
        answers.map((answer) => JSON.stringify(answer)),
        records,
      ),
    ).toEqual([]);
  });

  test("keeps what is there, and leaves other records alone", () => {
    expect(filter({ host: "a", document: "CNCERT/CC" })).toMatchObject({ host: "a", document: "CNCERT/CC" });
    expect(filter({ cpu: 0.5 })).toEqual({ cpu: 0.5 });
    expect(filter({})).toEqual({});
    const read = { log: "CNCERT/CC", certdelta: { schema: "certdelta.report/1" } };
    expect(filter(read)).toEqual(read);
  });

  test("memory does not grow with the number of records", () => {
    expectNoGrowth(() => filter({ name: firstDocument.name, log: firstDocument.document }));
  });
});

describe("ClickHouse, BUFFERED_V1 with RowBinary", () => {
  const buffer = (handle: number) => {
    const view = new DataView(exports.memory.buffer);
    return { data: view.getUint32(handle, true), size: view.getUint32(handle + 4, true) };
  };
  function length(value: number): number[] {
    return value < 128 ? [value] : [(value % 128) + 128, ...length(Math.floor(value / 128))];
  }

  function callOnRows(rows: string[]): string[] {
    const input = Buffer.concat(rows.flatMap((row) => [Buffer.from(length(Buffer.byteLength(row))), Buffer.from(row)]));
    const given = exports.clickhouse_create_buffer(input.length);
    memory().set(input, buffer(given).data);
    const result = exports.certdelta_parse_rows(given, rows.length);
    exports.clickhouse_destroy_buffer(given);
    const { data, size } = buffer(result);
    const bytes = memory().slice(data, data + size);
    exports.clickhouse_destroy_buffer(result);
    const answers: string[] = [];
    for (let at = 0; at < bytes.length; ) {
      let size = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at++] as number;
        size += (byte % 128) * shift;
        if (byte < 128) break;
      }
      answers.push(new TextDecoder().decode(bytes.slice(at, at + size)));
      at += size;
    }
    return answers;
  }

  test("gives the native command's record for each row of a block", () => {
    const withName = (answer: string, index: number) =>
      answer.replace(/"(name|source)":(""|null)/, `"$1":${JSON.stringify(documents[index]?.name)}`);
    const answers = callOnRows(documents.map(({ document }) => document));
    expect(differences(answers.map(withName), records)).toEqual([]);
    expect(callOnRows([])).toEqual([]);
  });

  test("a buffer that is shorter than it says traps", () => {
    const { clickhouse_create_buffer: create } = exports;
    const given = create(2);
    memory().set([100, 0], buffer(given).data);
    expect(() => exports.certdelta_parse_rows(given, 1)).toThrow(WebAssembly.RuntimeError);
    freshInstance();
  });

  test("memory does not grow with the number of blocks", () => {
    expectNoGrowth(() => callOnRows([firstDocument.document, ""]));
  });
});
