// The README is true: its commands print what it shows, its programs run, its record is part of a real one.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseFiles, ROOT, requireNative } from "../corpus/command.mjs";
import { fencesOf, sessionOf } from "./fences.mjs";

const README = join(ROOT, "README.md");
const fences = fencesOf(README);
const of = (kind: string) => fences.filter((fence) => fence.kind === kind);

/** What a program prints, run where the README lies; carriage returns of CSV do not show in a document. */
const printed = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: ROOT, encoding: "utf8" }).replaceAll("\r\n", "\n");

beforeAll(requireNative);

describe("commands print what is shown", () => {
  test.each(of("console").map(sessionOf))("line $line: $command", ({ command, output }) => {
    expect(printed("bash", "-o", "pipefail", "-c", command)).toBe(output);
  });
});

describe("programs print what the comments behind console.log say", () => {
  test.each(of("js"))("line $line", ({ body }) => {
    const comments = [...body.matchAll(/console\.log\(.*\); \/\/ (.*)$/gmu)].map(([, comment]) => `${comment}\n`);
    expect(comments).not.toEqual([]);
    expect(printed(process.execPath, "--input-type=module", "--eval", body)).toBe(comments.join(""));
  });
});

test("the record that is shown is part of a real one", () => {
  const [shown] = of("json").map(({ body }) => JSON.parse(body));
  const [line] = parseFiles([join(ROOT, "tests/e2e/fixtures", shown.source.name)]);
  expect(JSON.parse(line as string)).toMatchObject(shown);
});

test("every file that is linked is there", () => {
  const links = [...readFileSync(README, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(
    ([, path]) => path as string,
  );
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
