// One document, one record: every surface gives the same bytes for the same input.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Certdelta, load } from "certdelta";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCases } from "../corpus/cases.mjs";
import { NATIVE, parseFiles, ROOT, requireNative, run } from "../corpus/command.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";
import { conformanceCorpus, conformancePairs } from "./corpus.mjs";
import { recordsOfPage } from "./page.mjs";
import { CORE, WasmCore } from "./wasm-core.mjs";

const NPM_COMMAND = [process.execPath, join(ROOT, "js/bin/certdelta.js")];
const PAGE = join(ROOT, "dist/certdelta.html");
const SLOW = 120_000;

const folder = mkdtempSync(join(tmpdir(), "certdelta-conformance-"));
afterAll(() => rmSync(folder, { recursive: true }));

const documents = writeAll(folder, conformanceCorpus());
const pairs = conformancePairs().map((pair) => writeAll(folder, pair) as [string, string]);
const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** The documents whose records differ, each with the first place where they do. */
function differences(records: string[], reference: string[], names = documents) {
  expect(records.length).toBe(reference.length);
  return names.flatMap((path, index) => {
    const [got, wanted] = [records[index] as string, reference[index] as string];
    if (got === wanted) {
      return [];
    }
    let at = 0;
    while (got[at] === wanted[at]) {
      at += 1;
    }
    return [`${basename(path)}: wanted ${wanted.slice(at, at + 80)} got ${got.slice(at, at + 80)}`];
  });
}

let core: WasmCore;
let certdelta: Certdelta;
let records: string[];
let comparisons: string[];

beforeAll(async () => {
  requireNative();
  for (const path of [CORE, PAGE]) {
    expect(existsSync(path), `${path} is not there: run ./dev build`).toBe(true);
  }
  core = await WasmCore.load();
  certdelta = await load();
  records = parseFiles(documents);
  comparisons = pairs.map((pair) => text(run(NATIVE, ["compare", ...pair])).trimEnd());
}, SLOW);

test("the corpus holds at least 100 documents of distinct names, and native reads figures in it", () => {
  expect(new Set(documents.map((path) => basename(path))).size).toBe(documents.length);
  expect(documents.length).toBeGreaterThanOrEqual(100);
  const found = records.flatMap((line) => Object.values(JSON.parse(line).fields as Record<string, { status: string }>));
  expect(found.filter(({ status }) => status === "found").length).toBeGreaterThan(500);
});

describe("records are the native command's, byte for byte", () => {
  test("wasm in Node, through the C ABI", () => {
    const got = documents.map((path) => text(core.parse(readFileSync(path), { name: basename(path) })));
    expect(differences(got, records)).toEqual([]);
  });

  test("the npm package", () => {
    const got = documents.map((path) => JSON.stringify(certdelta.parse(readFileSync(path), { name: basename(path) })));
    expect(differences(got, records)).toEqual([]);
  });

  test(
    "the npm command",
    () => {
      expect(differences(parseFiles(documents, NPM_COMMAND), records)).toEqual([]);
    },
    SLOW,
  );

  test(
    "the page, opened from its file without a network",
    async () => {
      const got = new Map(
        (await recordsOfPage(PAGE, documents)).map((line) => [JSON.parse(line).source.name as string, line]),
      );
      expect(
        differences(
          documents.map((path) => got.get(basename(path)) ?? ""),
          records,
        ),
      ).toEqual([]);
    },
    SLOW,
  );
});

describe("texts written by hand, and a thousand generated ones, give the native command's records, byte for byte", () => {
  let paths: string[];
  let wanted: string[];

  beforeAll(() => {
    const editions = ["en", "zh"] as const;
    const byHand = editions.flatMap((edition) =>
      readCases(edition).map(({ text }, index) => ({ name: `case-${edition}-${index}.md`, text, truth: {} as never })),
    );
    const generated = editions.flatMap((edition) =>
      generate({ edition, count: 500, seed: 97 }).map((each) => ({ ...each, name: `many-${each.name}` })),
    );
    paths = writeAll(join(folder, "whole"), [...byHand, ...generated]);
    wanted = parseFiles(paths);
    expect(new Set(paths).size).toBeGreaterThan(1400);
  }, SLOW);

  test("the npm package", () => {
    const got = paths.map((path) => JSON.stringify(certdelta.parse(readFileSync(path), { name: basename(path) })));
    expect(differences(got, wanted, paths)).toEqual([]);
  });

  test(
    "the npm command, and its workers",
    () => {
      expect(differences(parseFiles(paths, [...NPM_COMMAND]), wanted, paths)).toEqual([]);
      const [program, ...first] = NPM_COMMAND as [string, string];
      const args = [...first, "parse", "--jobs", "3", "--format", "ndjson", ...paths];
      expect(differences(text(run(program, args)).trimEnd().split("\n"), wanted, paths)).toEqual([]);
    },
    SLOW,
  );
});

describe("comparisons are the native command's, byte for byte", () => {
  const names = pairs.map(([, after]) => after);
  const named = ([before, after]: [string, string]) => ({ before: basename(before), after: basename(after) });
  const bytes = (pair: [string, string]) => pair.map((path) => readFileSync(path)) as [Buffer, Buffer];

  test("the pairs are consecutive issues with changes to compare", () => {
    const kinds = comparisons.flatMap((line) =>
      Object.values(JSON.parse(line).fields as Record<string, { kind: string }>),
    );
    expect(kinds.filter(({ kind }) => kind === "changed").length).toBeGreaterThan(pairs.length);
  });

  test("wasm in Node, through the C ABI", () => {
    const got = pairs.map((pair) => text(core.compare(...bytes(pair), named(pair))));
    expect(differences(got, comparisons, names)).toEqual([]);
  });

  test("the npm package", () => {
    const got = pairs.map((pair) => JSON.stringify(certdelta.compare(...bytes(pair), named(pair))));
    expect(differences(got, comparisons, names)).toEqual([]);
  });

  test(
    "the npm command",
    () => {
      const [program, ...first] = NPM_COMMAND as [string, string];
      const got = pairs.map((pair) => text(run(program, [...first, "compare", ...pair])).trimEnd());
      expect(differences(got, comparisons, names)).toEqual([]);
    },
    SLOW,
  );

  test("records in place of documents give the same comparison", () => {
    const got = pairs.map((pair) => {
      const [before, after] = parseFiles(pair) as [string, string];
      return text(core.compare(new TextEncoder().encode(before), new TextEncoder().encode(after), {}));
    });
    expect(differences(got, comparisons, names)).toEqual([]);
  });
});
