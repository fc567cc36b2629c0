import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { CertdeltaError, load, type StreamItem, type StreamProgress, type StreamResult, unload } from "certdelta";
import { parseDuplex } from "certdelta/node";
import { beforeEach, expect, test } from "vitest";
import { newerText, olderText } from "./fixtures.js";

let certdelta: Awaited<ReturnType<typeof load>>;

beforeEach(async () => {
  unload();
  certdelta = await load();
});

const documents = (count: number): StreamItem[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index}.md`,
    document: index % 2 === 0 ? olderText : newerText,
  }));

async function collect(results: AsyncIterable<StreamResult>): Promise<StreamResult[]> {
  const all: StreamResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

test.each([0, 1, 3])("with %i workers, records come in order and are those of parse()", async (concurrency) => {
  const items = documents(12) as { name: string; document: string }[];
  const results = await collect(certdelta.parseStream(items, { concurrency }));
  expect(results.map(({ report }) => report)).toEqual(
    items.map(({ name, document }) => certdelta.parse(document, { name })),
  );
});

test("what cannot be read is an error in its place, and the rest goes on", async () => {
  const items = [olderText, { name: "bad.md", document: "\0" }, { name: "empty.md", document: "" }, newerText];
  const results = await collect(certdelta.parseStream(items, { concurrency: 2 }));
  expect(results.map(({ error }) => error?.code)).toEqual([undefined, "binary-input", "empty-input", undefined]);
  expect(results[1]?.error).toBeInstanceOf(CertdeltaError);
  expect(results.map(({ name }) => name)).toEqual(["", "bad.md", "empty.md", ""]);
});

test("no more is taken from the source than workers need, and no more than the reader waits for", async () => {
  let taken = 0;
  async function* source() {
    for (const item of documents(100)) {
      taken += 1;
      yield item;
    }
  }
  const results = certdelta.parseStream(source(), { concurrency: 2 });
  await results.next();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(taken).toBeLessThanOrEqual(5);
  await results.return();
});

test("a result is given out although the source takes its time", async () => {
  async function* source() {
    yield olderText;
    await new Promise(() => {});
  }
  const results = certdelta.parseStream(source(), { concurrency: 1 });
  const { value } = await results.next();
  expect(value?.report?.profile?.id).toBe("cncert-weekly.en");
  await results.return();
});

test("an aborted signal ends the stream with its reason, even while the source is silent", async () => {
  const controller = new AbortController();
  async function* source() {
    yield olderText;
    await new Promise(() => {});
  }
  const results = certdelta.parseStream(source(), { concurrency: 1, signal: controller.signal });
  await results.next();
  const next = results.next();
  controller.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
});

test("leaving the loop early lets the source clean up", async () => {
  let cleaned = false;
  async function* source() {
    try {
      yield* documents(50);
    } finally {
      cleaned = true;
    }
  }
  for await (const _ of certdelta.parseStream(source(), { concurrency: 1 })) break;
  await expect.poll(() => cleaned).toBe(true);
});

test("progress counts what was read and what could not be", async () => {
  const seen: StreamProgress[] = [];
  const items = [olderText, "\0", newerText];
  await collect(certdelta.parseStream(items, { concurrency: 1, onProgress: (progress) => seen.push(progress) }));
  expect(seen).toEqual([
    { done: 1, failed: 0 },
    { done: 2, failed: 1 },
    { done: 3, failed: 1 },
  ]);
});

test("profiles that were added count in the workers, too", async () => {
  const profile = {
    schema: "certdelta.profile/1",
    id: "harbour-weekly.en",
    version: 1,
    language: "en",
    title: { en: "Harbour weekly", zh: "Harbour weekly" },
    identify: { titles: ["Harbour CERT Weekly"], threshold: 2 },
    fields: [{ name: "incidents", type: "count", unit: "incidents", label: { en: "Incidents", zh: "Incidents" } }],
    rules: [{ id: "incidents", templates: ["The team handled {incidents} incidents"] }],
  };
  expect(certdelta.lintProfile(profile).filter(({ severity }) => severity === "error")).toEqual([]);
  certdelta.addProfile(profile);
  const text = "Harbour CERT Weekly\n\nThe team handled 12 incidents in all.\n";
  const [result] = await collect(certdelta.parseStream([text], { concurrency: 1 }));
  expect(result?.report?.profile?.id).toBe("harbour-weekly.en");
});

test("a worker that breaks down costs its document only", async () => {
  const script = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", (message) => {
      if ("module" in message) return parentPort.postMessage({ ready: true });
      if (message.name === "1.md") process.exit(1);
      parentPort.postMessage({ record: Buffer.from(JSON.stringify({ name: message.name })) });
    });`;
  let started = 0;
  const worker = () => {
    started += 1;
    return new Worker(script, { eval: true });
  };
  const source = async function* () {
    for (const item of documents(4)) {
      yield item;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const results = await collect(certdelta.parseStream(source(), { concurrency: 1, worker }));
  expect(results.map(({ error, report }) => error?.code ?? report)).toEqual([
    { name: "0.md" },
    "trap",
    { name: "2.md" },
    { name: "3.md" },
  ]);
  expect(started).toBe(2);
});

test("a document that waits for the worker that breaks down is read by the next one", async () => {
  const script = `const { parentPort } = require("node:worker_threads");
    parentPort.on("message", (message) => {
      if ("module" in message) return parentPort.postMessage({ ready: true });
      if (message.name === "0.md") setTimeout(() => process.exit(1), 100);
      else parentPort.postMessage({ record: Buffer.from(JSON.stringify({ name: message.name })) });
    });`;
  const worker = () => new Worker(script, { eval: true });
  const results = await collect(certdelta.parseStream(documents(3), { concurrency: 1, worker }));
  expect(results.map(({ error, report }) => error?.code ?? report)).toEqual([
    "trap",
    { name: "1.md" },
    { name: "2.md" },
  ]);
});

test("workers end with the stream, even those that were still starting", async () => {
  const exits: Promise<unknown>[] = [];
  const worker = () => {
    const started = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", { eval: true });
    exits.push(new Promise((resolve) => started.once("exit", resolve)));
    return started;
  };
  async function* source() {
    yield olderText;
    throw new Error("the source failed");
  }
  await expect(collect(certdelta.parseStream(source(), { concurrency: 2, worker }))).rejects.toThrow(
    "the source failed",
  );
  await Promise.all(exits);
  expect(exits).toHaveLength(1);
});

test.each([5, "text", null])("what is no list of documents (%j) is refused", async (documents) => {
  await expect(certdelta.parseStream(documents as never).next()).rejects.toMatchObject({ code: "usage" });
});

test("a record in a stream stays what it is", async () => {
  const report = certdelta.parse(olderText, { name: "a.md" });
  const [result] = await collect(certdelta.parseStream([report], { concurrency: 0 }));
  expect(result?.report).toEqual(report);
});

test.each(["before anything is read", "while the source is silent"])(
  "cancelling reaches the source, %s",
  async (when) => {
    let cancelled: unknown;
    const source = new ReadableStream<StreamItem>({
      cancel(reason) {
        cancelled = reason;
      },
    });
    const reader = source.pipeThrough(certdelta.parseTransform({ concurrency: 1 })).getReader();
    const waiting = when === "while the source is silent" ? reader.read() : Promise.resolve({ done: true });
    await reader.cancel("enough");
    expect((await waiting).done).toBe(true);
    await expect.poll(() => cancelled).toBe("enough");
  },
);

test("where no worker comes up, this thread reads", async () => {
  const worker = () => {
    throw new Error("forbidden here");
  };
  const [result] = await collect(certdelta.parseStream([olderText], { worker }));
  expect(result?.report?.profile?.id).toBe("cncert-weekly.en");
});

test("a number of workers that is none is refused", async () => {
  await expect(certdelta.parseStream([], { concurrency: 1.5 }).next()).rejects.toMatchObject({ code: "usage" });
});

test("a stream of the web passes documents through", async () => {
  const source = new ReadableStream<StreamItem>({
    start(controller) {
      for (const item of documents(5)) controller.enqueue(item);
      controller.close();
    },
  });
  const results = await collect(source.pipeThrough(certdelta.parseTransform({ concurrency: 1 })) as never);
  expect(results.map(({ name }) => name)).toEqual(["0.md", "1.md", "2.md", "3.md", "4.md"]);
});

test("a stream of Node does, too", async () => {
  const names: string[] = [];
  await pipeline(
    Readable.from(documents(5)),
    parseDuplex(certdelta, { concurrency: 1 }),
    async (results: AsyncIterable<StreamResult>) => {
      for await (const { name } of results) names.push(name);
    },
  );
  expect(names).toEqual(["0.md", "1.md", "2.md", "3.md", "4.md"]);
});

test("after close() every call says so, streams end, and load() makes a new one", async () => {
  const results = certdelta.parseStream(documents(50), { concurrency: 1 });
  await results.next();
  certdelta.close();
  expect(() => certdelta.parse(olderText)).toThrow(expect.objectContaining({ code: "closed" }));
  await expect(collect(results)).rejects.toMatchObject({ code: "closed" });
  for (const concurrency of [0, 1])
    await expect(collect(certdelta.parseStream([olderText], { concurrency }))).rejects.toMatchObject({
      code: "closed",
    });
  const again = await load();
  expect(again === certdelta).toBe(false);
  expect(again.parse(olderText).profile?.id).toBe("cncert-weekly.en");
});
