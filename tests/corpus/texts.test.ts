// Texts written by hand, with what a reader has to find in them: the values that are listed and no other.
//
//   ==================
//   name of the text
//   ==================
//   the text
//   ---
//   issue 6/2018
//   period 2018-02-05 to 2018-02-11
//   field: value          the field is found, with this value
//   field change: up 3%   and this change; a found field without one has none
//   field: open           whether it is found is left open, and what
//   nothing found         stands alone: an issue of the weekly, and no value
//   no issue              stands alone: no profile fits
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseFiles, requireNative } from "./command.mjs";
import type { RecordChange, ReportRecord } from "./judge.mjs";

const TEXTS = new URL("texts/", import.meta.url);

const folder = mkdtempSync(join(tmpdir(), "certdelta-texts-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

/** The texts of one file: name, text, expected lines. */
function textsOf(file: string) {
  const parts = readFileSync(new URL(file, TEXTS), "utf8").split(/^=+\n(.+)\n=+\n/mu);
  return Array.from({ length: (parts.length - 1) / 2 }, (_, index) => {
    const [text = "", expected = ""] = (parts[2 * index + 2] ?? "").split(/^---\n/mu);
    const lines = expected.split("\n").filter((line) => line !== "");
    return { name: parts[2 * index + 1] ?? "", text, lines };
  });
}

function printed(value: unknown) {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function printedChange({ kind, value, direction }: RecordChange) {
  const unit = { percent: "%", points: " points" }[kind] ?? "";
  return value === undefined || value === null ? direction : `${direction} ${value}${unit}`;
}

/** What a record says, in the lines of the files; `open` fields are not told. */
function linesOf(record: ReportRecord, open: Set<string>) {
  if (record.profile === null) {
    return ["no issue"];
  }
  const { issue, period } = record;
  const fields = Object.entries(record.fields).filter(([name, { status }]) => status === "found" && !open.has(name));
  const lines = [
    ...(issue.number === null ? [] : [`issue ${issue.number}/${issue.year}`]),
    ...(period === null ? [] : [`period ${period.start} to ${period.end}`]),
    ...fields.flatMap(([name, { value, change }]) => [
      `${name}: ${printed(value)}`,
      ...(change ? [`${name} change: ${printedChange(change)}`] : []),
    ]),
  ];
  return lines.length === 0 ? ["nothing found"] : lines;
}

describe.each(readdirSync(TEXTS))("%s", (file) => {
  test.each(textsOf(file))("$name", ({ name, text, lines }) => {
    const path = join(folder, `${name}.txt`);
    writeFileSync(path, text);
    const record = JSON.parse(parseFiles([path])[0] ?? "") as ReportRecord;
    const open = new Set(
      lines.filter((line) => line.endsWith(": open")).map((line) => line.slice(0, -": open".length)),
    );
    const expected = lines.filter((line) => !line.endsWith(": open"));
    expect(linesOf(record, open).sort()).toEqual((expected.length > 0 ? expected : ["nothing found"]).sort());
  });
});
