// The guide for authors of profiles is true: each of its examples is run, and gives what the guide shows.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, ROOT, requireNative } from "../corpus/command.mjs";
import { type Fence, fencesOf, sessionOf } from "./fences.mjs";

const GUIDE = join(ROOT, "core/profiles/README.md");
const EXAMPLES = join(ROOT, "core/profiles/examples");
const PROFILE = "harbour-weekly.en.json";
const PROFILE_OF_CLAUSES = "harbour-weekly.zh.json";

const fences = fencesOf(GUIDE);
const of = (kind: string) => fences.filter((fence) => fence.kind === kind);

const folder = mkdtempSync(join(tmpdir(), "certdelta-guide-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  requireNative();
  cpSync(EXAMPLES, folder, { recursive: true });
  for (const { name, body } of fences.filter(({ name }) => name !== "")) {
    writeFileSync(join(folder, name), body);
  }
});

/** What the native command prints, run where the files of the guide are. */
function certdelta(args: string[], input = "") {
  const { stdout, stderr } = spawnSync(NATIVE, args, { cwd: folder, encoding: "utf8", input });
  return { stdout, stderr };
}

const readProfile = (name: string) => JSON.parse(readFileSync(join(EXAMPLES, name), "utf8"));
const profile = readProfile(PROFILE);

test("the guide has examples of every kind, and of no other", () => {
  const kinds = ["clauses", "console", "json", "template", "text"];
  expect([...new Set(fences.map(({ kind }) => kind))].sort()).toEqual(kinds);
});

describe("parts of the example profiles stand in their files", () => {
  test.each(of("json").filter(({ name }) => name === ""))("line $line", ({ body }) => {
    const part = JSON.parse(`{${body}}`);
    expect("clauses" in part ? readProfile(PROFILE_OF_CLAUSES) : profile).toMatchObject(part);
  });
});

describe("commands print what is shown", () => {
  test.each(of("console").map(sessionOf))("line $line: $command", ({ command, output }) => {
    const [program, ...args] = command.split(" ");
    expect(program).toBe("certdelta");
    const { stdout, stderr } = certdelta(args);
    expect(stdout + stderr).toBe(output);
  });
});

interface TemplateExample {
  line: number;
  fields: string[];
  templates: string[];
  pattern: string | undefined;
  groups: string[];
  openers: string[];
  same: string[];
  words: Record<string, string[]>;
  parts: Record<string, string>;
  readings: { reads: string; gives: string }[];
  refused: string | undefined;
}

/** Lines of "key: text"; "gives" belongs to the "reads" before it. "says" is for people. */
function templateExample({ line, body }: Fence): TemplateExample {
  const example: TemplateExample = {
    line,
    fields: [],
    templates: [],
    pattern: undefined,
    groups: [],
    openers: [],
    same: [],
    words: {},
    parts: {},
    readings: [],
    refused: undefined,
  };
  for (const entry of body.split("\n").filter((text) => text !== "")) {
    const colon = entry.indexOf(":");
    const [key, text] = [entry.slice(0, colon), entry.slice(colon + 1).trim()];
    const reading = example.readings.at(-1);
    if (key === "says") {
      continue;
    }
    if (key === "field") {
      example.fields.push(text);
    } else if (key === "template") {
      example.templates.push(text);
    } else if (key === "pattern") {
      example.pattern = text;
    } else if (key === "groups") {
      example.groups = text.split(" ");
    } else if (key === "openers" || key === "same") {
      example[key] = text.split(" | ");
    } else if (key === "words") {
      const [name, words] = text.split(" = ") as [string, string];
      example.words[name] = words.split(" | ");
    } else if (key === "part") {
      const [name, part] = text.split(" = ") as [string, string];
      example.parts[name] = part;
    } else if (key === "reads") {
      example.readings.push({ reads: text, gives: "" });
    } else if (key === "gives" && reading !== undefined) {
      reading.gives = text;
    } else if (key === "refused") {
      example.refused = text;
    } else {
      throw new Error(`line ${line}: "${key}" means nothing here`);
    }
  }
  return example;
}

/** The example profile with no rule but this one, and with these fields as well ("name (type)"). */
function profileOf({ fields, templates, pattern, groups, openers, same, words, parts }: TemplateExample) {
  const label = { en: "Example", zh: "Example" };
  const more = fields.map((field) => {
    const [name, type] = field.replaceAll(/[()]/gu, "").split(" ");
    return { name, type, label };
  });
  const [identity] = profile.rules;
  const rule = { id: "example", ...(pattern === undefined ? { templates } : { pattern, groups }) };
  const scope = { ...profile.scope, openers, same: [...profile.scope.same, ...same] };
  return { ...profile, words, parts, scope, fields: [...profile.fields, ...more], rules: [identity, rule] };
}

/** The sentence in an issue of the example's periodical. */
const issueOf = (sentence: string) => `Harbour CERT Weekly
No. 12 of 2026, 16 March to 22 March

The week in short
Level of alert: amber.

${sentence}

Reach us
That was all for this week.
`;

interface Field {
  status: string;
  value: unknown;
  qualifier?: string;
  change?: { value?: number; direction: string };
  candidates?: { why: string }[];
}

/** "reports.received = 1240 (about; up 3.3%), unassigned 9" */
function summaryOf(record: { fields: Record<string, Field>; unassigned: { text: string }[] }) {
  const values = Object.entries(record.fields)
    .filter(([, { status }]) => status !== "absent")
    .map(([name, { status, value, qualifier, change, candidates }]) => {
      const more = [
        ...(qualifier === undefined ? [] : [qualifier]),
        ...(change === undefined ? [] : [`${change.direction} ${change.value ?? ""}%`]),
      ];
      const shown = status === "found" ? `= ${Array.isArray(value) ? value.join(" + ") : value}` : `is ${status}`;
      const why = candidates?.[0]?.why;
      return `${name} ${shown}${more.length === 0 ? "" : ` (${more.join("; ")})`}${why === undefined ? "" : `: ${why}`}`;
    });
  return [...values, ...record.unassigned.map(({ text }) => `unassigned ${text}`)].join(", ") || "nothing";
}

/** What the profile reads of each sentence. */
function readings({ readings }: TemplateExample, profileName: string, issueOf: (sentence: string) => string) {
  return readings.map(({ reads }) => {
    const { stdout, stderr } = certdelta(
      ["parse", "--format", "ndjson", "--profile", profileName, "-"],
      issueOf(reads),
    );
    expect(stderr).toBe("");
    return { reads, gives: summaryOf(JSON.parse(stdout)) };
  });
}

describe("templates read what is shown", () => {
  test.each(of("template").map(templateExample))("line $line", (example) => {
    writeFileSync(join(folder, "example.json"), JSON.stringify(profileOf(example)));
    if (example.refused !== undefined) {
      expect(certdelta(["parse", "--profile", "example.json", "-"], "text").stderr).toContain(`: ${example.refused} (`);
      return;
    }
    expect(example.readings).not.toEqual([]);
    expect(readings(example, "example.json", issueOf)).toEqual(example.readings);
  });
});

/** The sentence in an issue of the Chinese edition. */
const chineseIssueOf = (sentence: string) => `港湾CERT周报
第12期（2026年3月16日-3月22日）

预警级别见附件。

${sentence}
`;

describe("clauses read what is shown", () => {
  test.each(of("clauses").map(templateExample))("line $line", (example) => {
    expect(example.readings).not.toEqual([]);
    expect(readings(example, PROFILE_OF_CLAUSES, chineseIssueOf)).toEqual(example.readings);
  });
});
