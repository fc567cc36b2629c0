// A wrong call is answered alike by the native command and that of the npm package: the same line, the same status.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { NATIVE, ROOT, requireNative } from "../corpus/command.mjs";

const NPM = join(ROOT, "js/bin/certdelta.js");

beforeAll(requireNative);

/** `npm`: in the place of what would differ because the commands do. */
const calls: { call: string; says: string; npm?: string }[] = [
  {
    call: "",
    says: "a command is required: parse, compare, series, check, explain, profile or schema",
    npm: "a command is required: parse, compare, series, check, explain, profile, work, schema or completion",
  },
  { call: "help frob", says: "unknown command 'frob'" },
  { call: "frobnicate", says: "unknown command 'frobnicate'" },
  { call: "pars a.md", says: "unknown command 'pars'; did you mean parse?" },
  { call: "chekc --format json", says: "unknown command 'chekc'; did you mean check?" },
  { call: "--frobnicate", says: "unknown option '--frobnicate'" },
  { call: "parse --frobnicate a.md", says: "unknown option '--frobnicate'" },
  { call: "parse --fromat csv a.md", says: "unknown option '--fromat'; did you mean --format?" },
  { call: "series --lnag en a.md", says: "unknown option '--lnag'; did you mean --lang?" },
  { call: "parse -x a.md", says: "unknown option '-x'" },
  { call: "compare --bogus", says: "unknown option '--bogus'" },
  { call: "parse --format", says: "--format needs a value" },
  { call: "parse --profile", says: "--profile needs a value" },
  { call: "parse --out", says: "--out needs a value" },
  { call: "parse --format yaml a.md", says: "--format: 'yaml' is none of ndjson, json, csv, table, datapackage" },
  { call: "parse --format=yaml a.md", says: "--format: 'yaml' is none of ndjson, json, csv, table, datapackage" },
  { call: "parse --input yaml a.md", says: "--input: 'yaml' is none of auto, text, markdown, pages" },
  {
    call: "parse --format csv --format x a.md",
    says: "--format: 'x' is none of ndjson, json, csv, table, datapackage",
  },
  { call: "parse --format datapackage a.md", says: "--format datapackage needs --out DIR" },
  { call: "compare", says: "OLD is missing" },
  { call: "compare a.md", says: "NEW is missing" },
  { call: "compare a.md b.md c.md", says: "unexpected argument 'c.md'" },
  { call: "compare --format doc a.md b.md", says: "--format: 'doc' is none of json, csv, markdown, table" },
  { call: "compare --lang fr a.md b.md", says: "--lang: 'fr' is none of en, zh" },
  { call: "compare --exit-code=3 a.md b.md", says: "--exit-code takes no value" },
  { call: "parse --strict=1 a.md", says: "--strict takes no value" },
  { call: "explain --lang fr a.md", says: "--lang: 'fr' is none of en, zh" },
  { call: "series --by day a.md", says: "--by: 'day' is none of week, month, quarter, year" },
  { call: "check --format csv a.md", says: "--format: 'csv' is none of text, ndjson, json" },
  { call: "explain", says: "FILE is missing" },
  { call: "explain a.md b.md", says: "unexpected argument 'b.md'" },
  {
    call: "explain --format yaml a.md",
    says: "--format: 'yaml' is none of text, json",
    npm: "--format: 'yaml' is none of text, json, html",
  },
  { call: "profile", says: "profile needs a word: lint or test" },
  { call: "profile frob a.json", says: "unknown command 'frob'" },
  { call: "profile lint", says: "FILE is missing" },
  { call: "profile test --format csv a.json", says: "--format: 'csv' is none of text, ndjson, json" },
  { call: "schema", says: "NAME is missing" },
  { call: "schema report series", says: "unexpected argument 'series'" },
];

function answerOf(program: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", input: "" });
  return { status, stdout, stderr };
}

const commands = [
  "parse",
  "compare",
  "series",
  "check",
  "explain",
  "profile lint",
  "profile test",
  "profile",
  "schema",
];

test.each(calls)("certdelta $call", ({ call, says, npm = says }) => {
  const args = call === "" ? [] : call.split(" ");
  const command = commands.find((words) => `${call} `.startsWith(`${words} `));
  const answer = (reason: string) => ({
    status: 2,
    stdout: "",
    stderr: `certdelta: ${reason} (usage); see certdelta ${command ? `${command} ` : ""}--help\n`,
  });
  expect(answerOf(NATIVE, args)).toEqual(answer(says));
  expect(answerOf(process.execPath, [NPM, ...args])).toEqual(answer(npm));
});

test("what only the npm package's command does is pointed to by the native one", () => {
  expect(answerOf(NATIVE, ["explain", "--format", "html", "a.md"]).stderr).toContain(
    "npx certdelta explain --format html",
  );
  expect(answerOf(NATIVE, ["parse", "a.md", "--out", "a.xlsx"]).stderr).toContain("npx certdelta");
});

test("help of a command is asked for in two ways", () => {
  for (const [program, ...before] of [[NATIVE], [process.execPath, NPM]] as [string, ...string[]][]) {
    const help = (...args: string[]) => answerOf(program, [...before, ...args]);
    expect(help("help")).toEqual(help("--help"));
    expect(help("help", "parse")).toEqual(help("parse", "--help"));
    expect(help("help", "profile", "lint")).toEqual(help("profile", "lint", "--help"));
    expect(help("help", "parse")).toMatchObject({ status: 0, stderr: "" });
  }
});
