// The JSON Schemas say the truth: whatever the command prints fits its schema, and what a schema refuses is refused.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, parseFiles, ROOT, requireNative, run } from "../corpus/command.mjs";
import { generate, writeAll } from "../corpus/generate.mjs";
import { conformanceCorpus, conformancePairs } from "./corpus.mjs";

const NAMES = ["report", "comparison", "series", "explanation", "finding", "error", "pages", "profile"] as const;
type Name = (typeof NAMES)[number];

interface Schema {
  $schema: string;
  $id: string;
  $defs: Record<string, unknown>;
  properties: Record<string, { enum?: string[] }>;
}

const SLOW = 120_000;
const folder = mkdtempSync(join(tmpdir(), "certdelta-schemas-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

const schemas = Object.fromEntries(
  NAMES.map((name) => [name, JSON.parse(readFileSync(join(ROOT, `core/schema/${name}.schema.json`), "utf8"))]),
) as Record<Name, Schema>;

const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { date: isDay } });
for (const schema of Object.values(schemas)) {
  ajv.addSchema(schema);
}

/** What does not fit, as lines; none when the record fits its schema. */
function misfits(name: Name, record: unknown, label = "") {
  if (ajv.validate(schemas[name].$id, record)) {
    return [];
  }
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${label} ${instancePath} ${message}`.trim());
}

/** The records that the native command prints for these arguments, one a line, whatever its exit status. */
function printed(...args: string[]): Record<string, unknown>[] {
  const { stdout } = spawnSync(NATIVE, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const profilePath = (name: string) => join(ROOT, "core/profiles", name);
const readProfile = (name: string) => JSON.parse(readFileSync(profilePath(name), "utf8"));

test.each(NAMES)("the command prints the schema %s as it stands in the repository", (name) => {
  expect(JSON.parse(run(NATIVE, ["schema", name]).toString("utf8"))).toEqual(schemas[name]);
});

describe("records", () => {
  test("fit, for every document of the corpus", () => {
    const records = parseFiles(writeAll(join(folder, "corpus"), conformanceCorpus()));
    expect(records.length).toBeGreaterThan(100);
    expect(records.flatMap((line) => misfits("report", JSON.parse(line), line.slice(0, 80)))).toEqual([]);
  });

  test.each([
    ["a status of another kind", "/fields/x", { status: "guessed" }],
    ["an absent field with a value", "/fields/x", { status: "absent", value: 0 }],
    ["a found field without evidence", "/fields/x", { status: "found", value: 3 }],
    ["an ambiguous field with a value", "/fields/x", { status: "ambiguous", value: 3, evidence: [], candidates: [] }],
    ["a period that is no day", "/period", { start: "2024-02-30", end: "2024-03-05" }],
    ["a member that the schema does not know", "/extra", 1],
  ])("do not fit with %s", (_what, pointer, value) => {
    const [path] = writeAll(join(folder, "one"), generate({ edition: "en", count: 1, seed: 1, damage: [] }));
    const record = JSON.parse(parseFiles([path as string])[0] as string);
    expect(misfits("report", record)).toEqual([]);
    const [key, inner] = pointer.slice(1).split("/") as [string, string?];
    if (inner === undefined) {
      record[key] = value;
    } else {
      record[key][inner] = value;
    }
    expect(misfits("report", record)).not.toEqual([]);
  });
});

describe("comparisons", () => {
  test(
    "fit, for every relation between two reports",
    () => {
      const issues = { count: 3, seed: 5, damage: [] };
      const english = writeAll(join(folder, "en"), generate({ edition: "en", ...issues }));
      const chinese = writeAll(join(folder, "zh"), generate({ edition: "zh", ...issues }));
      const stranger = join(folder, "stranger.txt");
      writeFileSync(stranger, "A poem of 12 lines.\n");
      const [first, second, third] = english as [string, string, string];
      const revised = join(folder, "revised.md");
      writeFileSync(
        revised,
        `${readFileSync(first, "utf8")}\n\nCNCERT has handled 9,999 network security incidents.\n`,
      );
      const pairs = [
        ...conformancePairs().map((pair) => writeAll(join(folder, "pairs"), pair)),
        [first, third],
        [second, first],
        [first, first],
        [first, revised],
        [first, chinese[0]],
        [first, stranger],
      ] as [string, string][];

      const comparisons = pairs.flatMap((pair) => printed("compare", ...pair));
      expect(comparisons.length).toBe(pairs.length);
      expect(comparisons.flatMap((record) => misfits("comparison", record, String(record.relation)))).toEqual([]);
      const relations = new Set(comparisons.map(({ relation }) => relation));
      expect([...relations].sort()).toEqual([...(schemas.comparison.properties.relation?.enum ?? [])].sort());
    },
    SLOW,
  );
});

describe("series", () => {
  test.each(["week", "month", "quarter", "year"])("fit, rolled up by %s", (by) => {
    const paths = (["en", "zh"] as const).flatMap((edition) =>
      writeAll(join(folder, `series-${edition}`), generate({ edition, count: 6, seed: 5, damage: ["lose-arrows"] })),
    );
    const [copy, stranger] = [join(folder, "copy.md"), join(folder, "stranger.txt")];
    writeFileSync(copy, readFileSync(paths[0] as string));
    writeFileSync(stranger, "A poem of 12 lines.\n");
    const [series] = printed("series", "--by", by, ...paths.toSpliced(2, 1), copy, stranger) as [
      Record<string, unknown[]>,
    ];
    expect(misfits("series", series)).toEqual([]);
    expect([series.gaps?.length, series.duplicates?.length]).toEqual([0, 1]);
  });
});

describe("errors", () => {
  test("fit, for every way in which a document cannot be read", () => {
    const file = (name: string, bytes: string | Uint8Array) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const large = file("large.txt", "");
    truncateSync(large, 100 * 1024 * 1024);
    const inputs = {
      "not-found": join(folder, "missing.txt"),
      "empty-input": file("empty.txt", ""),
      "unsupported-input": file("archive.zip", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 1, 2, 0, 0])),
      "binary-input": file("binary.txt", new Uint8Array([1, 2, 0, 0, 3, 4, 0, 0])),
      "invalid-utf8": file("latin-1.txt", new Uint8Array([0x57, 0x65, 0xe9, 0x6b, 0x0a])),
      "too-large": large,
      "invalid-record": file("record.json", '{"schema":"certdelta.report/1","extra":1}'),
    };
    const errors = printed("parse", "--format", "ndjson", ...Object.values(inputs));
    expect(errors.map(({ code }) => code)).toEqual(Object.keys(inputs));
    expect(errors.flatMap((record) => misfits("error", record, String(record.code)))).toEqual([]);
  });
});

describe("findings and explanations", () => {
  test("fit, those of profiles and those of documents", () => {
    const draft = join(folder, "draft.json");
    writeFileSync(draft, '{"schema":"certdelta.profile/1","rules":[{"id":"r","templates":["{x}"]}],"makrs":1}');
    const documents = writeAll(folder, conformanceCorpus().slice(0, 40));
    const findings = [
      ...printed("profile", "lint", "--format", "ndjson", draft),
      ...printed("check", "--format", "ndjson", ...documents),
    ];
    expect(new Set(findings.map(({ source }) => source)).size).toBeGreaterThan(1);
    expect(findings.flatMap((record) => misfits("finding", record, JSON.stringify(record)))).toEqual([]);
    const explanations = documents
      .slice(0, 10)
      .map((path) => JSON.parse(run(NATIVE, ["explain", "--format", "json", path]).toString("utf8")));
    expect(explanations.flatMap((record) => misfits("explanation", record))).toEqual([]);
  });
});

describe("profiles", () => {
  test("fit, every one that is embedded and every example", () => {
    const names = readdirSync(profilePath(""), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".json"),
    );
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.flatMap((name) => misfits("profile", readProfile(name), name))).toEqual([]);
  });

  test.each<[string, (profile: ReturnType<typeof readProfile>) => void]>([
    ["lacks its fields", (profile) => delete profile.fields],
    ["lacks its threshold", (profile) => delete profile.identify.threshold],
    ["has a member of its own", (profile) => Object.assign(profile, { authors: [] })],
    ["has an id without an edition", (profile) => Object.assign(profile, { id: "harbour" })],
    ["has a field of an unknown type", (profile) => Object.assign(profile.fields[1], { type: "money" })],
    ["has an enumeration without codes", (profile) => delete profile.fields[0].codes],
    ["has a check of an unknown kind", (profile) => Object.assign(profile.checks[1], { kind: "guess" })],
    ["has a check that lacks a side", (profile) => delete profile.checks[2].right],
    ["has a rule without templates", (profile) => delete profile.rules[0].templates],
    ["has an example without a text", (profile) => delete profile.examples[0].text],
    [
      "has an example of a value that is not found",
      (profile) => Object.assign(profile.examples[1].gives, { "reports.closed": { status: "absent", value: 1 } }),
    ],
  ])("do not fit, and do not load, when one %s", (_what, damage) => {
    const profile = readProfile("examples/harbour-weekly.en.json");
    damage(profile);
    expect(misfits("profile", profile)).not.toEqual([]);
    const path = join(folder, "profile.json");
    writeFileSync(path, JSON.stringify(profile));
    const { status, stderr } = spawnSync(NATIVE, ["parse", "--profile", path], { input: "text", encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/\(invalid-profile\)\n$/u);
  });
});
