// Comparisons and series as people read them, each with the reports behind it. UPDATE_GOLDENS=1 rewrites the files.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, parseFiles, requireNative, run } from "../corpus/command.mjs";
import { type Golden, goldens, update } from "./goldens.mjs";

const updating = process.env.UPDATE_GOLDENS === "1";
const folder = mkdtempSync(join(tmpdir(), "certdelta-goldens-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

function write({ reports }: Golden): string[] {
  return reports.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

/** "markdown" or "markdown zh": a format, and the language that is asked for. */
function formatOf(asked: string): string[] {
  const [format = "", language] = asked.split(" ");
  return ["--format", format, ...(language ? ["--lang", language] : [])];
}

/** Carriage returns of CSV do not show in a text file. */
const printed = (args: string[]) => run(NATIVE, args).toString("utf8").replaceAll("\r\n", "\n");

function check(golden: Golden, print: (format: string, paths: string[]) => string) {
  for (const { format, text } of golden.printed) {
    const got = print(format, write(golden));
    if (updating) update(golden, format, got);
    else expect(got, format).toBe(text);
  }
}

const named = (golden: Golden) => [basename(golden.path, ".txt"), golden] as const;

describe("comparisons", () => {
  const cases = goldens("compare").map(named);
  test.each(cases)("%s", (_name, golden) => {
    check(golden, (format, paths) => printed(["compare", ...formatOf(format), ...paths]));
  });

  test.each(cases)("%s: records in place of the documents give the same", (_name, golden) => {
    const records = write(golden).map((path) => {
      writeFileSync(`${path}.json`, parseFiles([path])[0] as string);
      return `${path}.json`;
    });
    if (!updating) check(golden, (format) => printed(["compare", ...formatOf(format), ...records]));
  });
});

describe("series", () => {
  test.each(goldens("series").map(named))("%s", (name, golden) => {
    const by = name.split("-by-")[1] as string;
    check(golden, (format, paths) => printed(["series", "--by", by, ...formatOf(format), ...paths]));
  });
});
