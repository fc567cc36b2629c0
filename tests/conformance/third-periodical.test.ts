// A periodical that certdelta has never heard of is one JSON file: read, checked, compared, linted and tested with it,
// alike on every surface.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certdelta, load } from "certdelta";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, ROOT, requireNative } from "../corpus/command.mjs";
import { WasmCore } from "./wasm-core.mjs";

const PROFILE = join(ROOT, "core/profiles/examples/harbour-weekly.en.json");
const folder = mkdtempSync(join(tmpdir(), "certdelta-third-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** In the second, twelve of ten are closed: the profile's own checks say so. */
const issues = {
  "issue-12.txt": `Harbour CERT Weekly
No. 12 of 2026, 16 March to 22 March

The week in short
Level of alert: amber. In this week Harbour CERT received 1,240 reports, an increase of 3.3% from last week, and
closed 1,102 of them (88.9%).
`,
  "issue-13.txt": `Harbour CERT Weekly
No. 13 of 2026, 23 March to 29 March

The week in short
Level of alert: red. In this week Harbour CERT received 10 reports, and closed 12 of them (70%).
`,
};
const broken = `{
  "schema": "certdelta.profile/1", "id": "harbour-weekly.en", "version": 1, "language": "en",
  "title": { "en": "Harbour CERT Weekly", "zh": "港湾周报" }, "fields": [], "rules": [{ "id": "港湾", "templates": ["saw {x}"] }],
  "identify": { "threshold": 9, "titles": ["Harbour CERT Weekly"], "makrs": [] }
}
`;

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}
function run(program: string, args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}
const native = (...args: string[]) => run(NATIVE, args);
const npm = (...args: string[]) => run(process.execPath, [join(ROOT, "js/bin/certdelta.js"), ...args]);
const bytes = (name: string) => readFileSync(join(folder, name));
const text = (result: Uint8Array) => new TextDecoder().decode(result);
const options = (value: object) => new TextEncoder().encode(JSON.stringify(value));

let certdelta: Certdelta;
let core: WasmCore;
beforeAll(async () => {
  requireNative();
  for (const [name, body] of Object.entries(issues)) {
    writeFileSync(join(folder, name), body);
  }
  writeFileSync(join(folder, "broken.json"), broken);
  mkdirSync(join(folder, "profiles"));
  mkdirSync(join(folder, "empty"));
  copyFileSync(PROFILE, join(folder, "profiles", "harbour-weekly.en.json"));
  writeFileSync(join(folder, "profiles", "notes.txt"), "no profile");
  certdelta = await load();
  certdelta.addProfile(readFileSync(PROFILE));
  core = await WasmCore.load();
  core.call("certdelta_add_profile", [readFileSync(PROFILE), options({})]);
});

/** Words of both commands, and the exit status that they give. */
const words: [string[], number][] = [
  [["parse", "--profile", "profiles", "issue-12.txt", "issue-13.txt"], 0],
  [
    ["compare", "--profile", "profiles/harbour-weekly.en.json", "--format", "markdown", "issue-12.txt", "issue-13.txt"],
    0,
  ],
  [["check", "--profile", "profiles", "issue-12.txt"], 0],
  [["check", "--profile", "profiles", "issue-12.txt", "./issue-13.txt"], 1],
  [["check", "--profile", "profiles", "--format", "json", "issue-12.txt", "issue-13.txt"], 1],
  [["check", "--profile", "profiles", "--format", "ndjson", "missing.txt", "issue-13.txt"], 2],
  [["explain", "--profile", "profiles", "issue-12.txt"], 0],
  [["explain", "--profile", "profiles", "--format", "json", "issue-12.txt"], 0],
  [["profile", "lint", "profiles"], 0],
  [["profile", "lint", "broken.json", "profiles"], 1],
  [["profile", "lint", "--format", "json", "broken.json"], 1],
  [["profile", "lint", "--format", "ndjson", "missing.json", "broken.json"], 2],
  [["profile", "lint", "--format", "json", "profiles"], 0],
  [["profile", "lint", "empty"], 2],
  [["profile", "test", "profiles"], 0],
  [["profile", "test", "--format", "json", "broken.json"], 1],
  [["profile", "test", "broken.json"], 1],
  [["parse", "--profile", "empty", "issue-12.txt"], 2],
  [["parse", "--profile", "broken.json", "issue-12.txt"], 2],
  [["profile"], 2],
];

describe("both commands print the same", () => {
  test.each(words)("%j, status %i", (args, status) => {
    const wanted = native(...args);
    expect(wanted.status).toBe(status);
    expect(npm(...args)).toEqual(wanted);
  });
});

test("lint and test name the place as an editor counts", () => {
  const { stdout } = native("profile", "lint", "broken.json");
  expect(stdout).toContain('broken.json:3:116: error: no field and no kind of figure is called "x" (unknown-field)\n');
  expect(stdout).toContain('broken.json:4:68: error: unknown key "makrs" (unknown-key)\n');
  expect(native("parse", "--profile", "broken.json", "issue-12.txt").stderr).toMatch(
    /^certdelta: broken\.json:\d+:\d+: at \//u,
  );
});

test("check tells what the profile's own checks find, at its line", () => {
  expect(native("check", "--profile", "profiles", "issue-13.txt").stdout).toContain(
    "issue-13.txt:5: error: more reports closed",
  );
});

test("the npm package gives what the command prints", () => {
  const json = (...args: string[]) => JSON.parse(native(...args).stdout);
  expect(certdelta.lintProfile(broken, { name: "broken.json" })).toEqual(
    json("profile", "lint", "--format", "json", "broken.json"),
  );
  expect(certdelta.testProfile(readFileSync(PROFILE))).toMatchObject({ failed: 0, findings: [] });
  expect(certdelta.testProfile(readFileSync(PROFILE)).examples).toBeGreaterThan(4);
  expect(certdelta.lintProfile(JSON.parse(readFileSync(PROFILE, "utf8")))).toEqual([]);
  expect(certdelta.check(bytes("issue-13.txt"), { name: "issue-13.txt" })).toEqual(
    json("check", "--profile", "profiles", "--format", "json", "issue-13.txt"),
  );
  const record = certdelta.parse(bytes("issue-13.txt"), { name: "issue-13.txt" });
  expect(certdelta.check(record)).toEqual(certdelta.check(bytes("issue-13.txt"), { name: "issue-13.txt" }));
  expect(certdelta.explanation(bytes("issue-12.txt"), { name: "issue-12.txt" })).toEqual(
    json("explain", "--profile", "profiles", "--format", "json", "issue-12.txt"),
  );
});

test("the C ABI gives what the command prints", () => {
  const call = (operation: string, input: Uint8Array, request: object) =>
    text(core.call(`certdelta_${operation}`, [input, options(request)]));
  const name = "issue-13.txt";
  expect(call("check", bytes(name), { name, format: "text" })).toBe(
    native("check", "--profile", "profiles", name).stdout,
  );
  expect(call("lint_profile", bytes("broken.json"), { name: "broken.json", format: "text" })).toBe(
    native("profile", "lint", "broken.json").stdout,
  );
  expect(call("test_profile", readFileSync(PROFILE), { name: PROFILE, format: "text" })).toBe(
    native("profile", "test", PROFILE).stdout,
  );
  expect(JSON.parse(call("explain", bytes(name), { format: "json" }))).toMatchObject({
    schema: "certdelta.explanation/1",
  });
});

describe("the help of both commands says the same", () => {
  const commands = [
    [],
    ["parse"],
    ["compare"],
    ["series"],
    ["check"],
    ["explain"],
    ["profile"],
    ["profile", "lint"],
    ["profile", "test"],
    ["schema"],
  ];
  const help = (command: string[], run: typeof native) => run(...command, "--help").stdout.replaceAll(/\s+/gu, " ");
  /** Only the npm command reads PDF, reads side by side, and watches. */
  const npmOnly = ["--timeout", "--password", "--jobs", "--watch"];
  const optionsOf = (page: string) =>
    [...new Set(page.match(/--[a-z][a-z-]*/gu))].filter((option) => !npmOnly.includes(option)).sort();
  /** The two lay their pages out differently; what they say is this. */
  const sentences = [
    "Reads the weekly reports of national CERTs into records and compares them.",
    "Exit status: 0 done, 1 errors found (check, profile) or what --exit-code and --strict ask for, 2 an error, told on standard error.",
    "Read reports into records",
    "Compare two reports, documents or records",
    "Put reports into the order of their weeks, with statistics",
    "Documents, folders of them, or records, any number in a file; - is standard input",
    "Sum up by month, quarter or year, too",
    "Folder for data.csv and datapackage.json",
    "Print what contradicts itself in each report",
    "Print a document with every figure marked by what it was read as",
    "Look at profiles: lint, test",
    "Print everything that is wrong with profiles",
    "Run the examples of profiles and print what differs",
    "Print a JSON Schema",
    "The document; - is standard input",
    "The older report",
    "The newer report",
    "Profiles, or folders of profiles",
    "report, comparison, series, explanation, finding, error, pages or profile",
    "Read with this profile too, or with all of a folder (may be given more than once)",
    "What the documents are",
    "How to print (a terminal: table, else ndjson)",
    "How to print (a terminal: table, else json)",
    "How to print (text when left out)",
    "Exit with 1 when a field is not the same, could not be compared, or a stated change is wrong",
    "Language of tables, markdown and text, of the labels of fields and all else (left out: each report's)",
    "Language of tables, markdown and text, of the labels of fields and all else (left out: the first report's)",
    "Language of tables, markdown and text, of the labels of fields and all else (left out: the newer report's)",
    "Language of tables, markdown and text, of the labels of fields and all else (left out: the newest report's)",
    "Name fields by their labels (left out: as records do)",
    "Exit with 1 when a document is no report that a profile fits",
    "Exit with 1 when a document has no place in the series",
    "Exit with 1 for warnings, too",
    "Print this help and exit",
    "Print the version and exit",
  ];

  test.each(commands.map((command) => [command]))("%j", (command) => {
    const [ours, theirs] = [help(command, native), help(command, npm)];
    expect(optionsOf(theirs)).toEqual(optionsOf(ours));
    const said = (page: string) => sentences.filter((sentence) => page.includes(sentence));
    expect(said(theirs)).toEqual(said(ours));
    expect(said(ours).length).toBeGreaterThan(1);
  });

  test("every sentence is in use", () => {
    const all = commands.map((command) => help(command, native)).join(" ");
    expect(sentences.filter((sentence) => !all.includes(sentence))).toEqual([]);
  });
});
