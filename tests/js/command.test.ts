/** The package's command: words, formats, exit statuses, and one clear line for everything that goes wrong. */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Comparison, ErrorRecord, Report } from "certdelta";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newerPath, newerText, olderPath } from "./fixtures.ts";

const command = fileURLToPath(new URL("../../js/bin/certdelta.js", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "certdelta-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  status: number | null;
  out: string;
  errors: string[];
}

function run(args: string[], input = ""): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { input, encoding: "utf8" });
  return { status, out: stdout, errors: stderr.split("\n").slice(0, -1) };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const lines = (text: string) => text.split("\n").slice(0, -1);
const records = (text: string) => lines(text).map((line) => JSON.parse(line) as Report | ErrorRecord);

describe("parse", () => {
  it("writes one record a line, in the order of the arguments, when its output is a pipe", () => {
    const { status, out, errors } = run(["parse", newerPath, olderPath]);
    expect({ status, errors }).toEqual({ status: 0, errors: [] });
    expect(records(out).map((record) => (record as Report).source.name)).toEqual([
      "issue-21-2024.md",
      "issue-20-2024.md",
    ]);
  });

  it("writes JSON indented by two: a record for one file, an array for several", () => {
    const one = run(["parse", "--format", "json", newerPath]).out;
    expect(one).toBe(`${JSON.stringify(JSON.parse(one), null, 2)}\n`);
    expect(JSON.parse(one)).toMatchObject({ schema: "certdelta.report/1" });
    const several = run(["parse", "--format", "json", newerPath, olderPath]).out;
    expect(several).toBe(`${JSON.stringify(JSON.parse(several), null, 2)}\n`);
    expect(JSON.parse(several)).toHaveLength(2);
  });

  it("writes CSV with one header for the whole batch", () => {
    const { out } = run(["parse", "--format", "csv", newerPath, olderPath]);
    const rows = out.split("\r\n");
    expect(rows.filter((row) => row.startsWith("issue,year,"))).toHaveLength(1);
    expect(rows.filter((row) => row.includes("incidents.handled.total"))).toHaveLength(2);
  });

  it("writes tables with an empty line between them", () => {
    const { out } = run(["parse", "--format", "table", newerPath, olderPath]);
    const one = run(["parse", "--format", "table", newerPath]).out;
    expect(out.startsWith(`${one}\n`)).toBe(true);
    expect(run(["parse", "--format", "table", "--lang", "zh", newerPath]).out).toMatch(/^处理事件 +300 /m);
  });

  it.each([[["parse"]], [["parse", "-"]]])("reads standard input for %j", (args) => {
    const { status, out } = run(args, newerText);
    expect(status).toBe(0);
    expect(records(out)[0]).toMatchObject({ source: { name: "-" }, issue: { number: 21 } });
  });

  it("gives a record back unchanged", () => {
    const { out } = run(["parse", newerPath]);
    expect(run(["parse", file("record.json", out.trimEnd())]).out).toBe(out);
  });

  it("ends quietly when its reader has seen enough", async () => {
    const child = spawn(process.execPath, [command, "parse", ...Array<string>(2000).fill(newerPath)]);
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once("close", resolve));
    expect({ status, complaints }).toEqual({ status: 0, complaints: "" });
  });
});

const oldOffice = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);

/** Inputs that cannot be read, with the reason that each must give. */
const badInputs: [string, () => string, string, RegExp][] = [
  ["a missing file", () => join(folder, "missing.md"), "not-found", /no such file/],
  ["an empty folder", () => folderInside(), "not-found", /folder/],
  ["an empty file", () => file("empty.md", ""), "empty-input", /./],
  ["binary data", () => file("binary.md", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2])), "binary-input", /./],
  [
    "invalid UTF-8",
    () => file("latin1.md", Buffer.from("One.\nCaf\xe9 open.\n", "latin1")),
    "invalid-utf8",
    /\b2\b.*\b8\b|\b8\b.*\b2\b/,
  ],
  ["a file of 100 MB", hugeFile, "too-large", /104857600/],
  ["a link to itself", linkToItself, "unreadable", /./],
  ["a PDF that is cut off", () => file("report.pdf", "%PDF-1.7\n1 0 obj\n"), "damaged-input", /PDF/],
  ["an old office document", () => file("report.doc", oldOffice), "unsupported-input", /DOCX/],
];

function folderInside(): string {
  const path = join(folder, "folder");
  mkdirSync(path, { recursive: true });
  return path;
}

function hugeFile(): string {
  const path = file("huge.md", "");
  truncateSync(path, 100 * 1024 * 1024);
  return path;
}

function linkToItself(): string {
  const path = join(folder, "circle.md");
  symlinkSync("circle.md", path);
  return path;
}

describe("an input that cannot be read", () => {
  it.each(badInputs)(
    "%s gets one line, an error record in its place, status 2; the others are read",
    (_what, make, code, reason) => {
      const path = make();
      const { status, out, errors } = run(["parse", olderPath, path, newerPath]);
      rmSync(path, { recursive: true, force: true });
      expect(status).toBe(2);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(reason);
      expect(errors[0]?.startsWith(`certdelta: ${path}: `)).toBe(true);
      expect(errors[0]?.endsWith(` (${code})`)).toBe(true);
      expect(records(out)).toMatchObject([
        { issue: { number: 20 } },
        { schema: "certdelta.error/1", source: basename(path), code },
        { issue: { number: 21 } },
      ]);
    },
  );

  it("is an element of the JSON array, and the whole output for a single file", () => {
    const missing = join(folder, "missing.md");
    const several = JSON.parse(run(["parse", "--format", "json", missing, newerPath]).out) as unknown[];
    expect(several).toMatchObject([{ code: "not-found" }, { issue: { number: 21 } }]);
    const { status, out } = run(["parse", "--format", "json", missing]);
    expect(JSON.parse(out)).toMatchObject({ schema: "certdelta.error/1", code: "not-found" });
    expect(status).toBe(2);
  });

  it("cannot hide in CSV when no profile fits it", () => {
    const letter = file("letter.txt", "Minutes of the garden club. 14 members came.\n");
    const { status, out, errors } = run(["parse", "--format", "csv", letter, olderPath]);
    expect(status).toBe(0);
    expect(out).toBe(run(["parse", "--format", "csv", olderPath]).out);
    expect(errors).toEqual([expect.stringContaining(`certdelta: ${letter}: it has no rows: `)]);
    expect(errors[0]).toMatch(/\(no-profile\)$/);
    expect(run(["parse", letter]).errors).toEqual([]);
  });

  it("leaves no row in CSV", () => {
    const both = run(["parse", "--format", "csv", join(folder, "missing.md"), newerPath]);
    expect(both.status).toBe(2);
    expect(both.out).toBe(run(["parse", "--format", "csv", newerPath]).out);
  });

  it("cannot break the line with its name", () => {
    const { errors } = run(["parse", join(folder, "two\nlines\u001b[31m.md")]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).not.toContain("\u001b");
  });
});

describe("compare", () => {
  it("writes one line of JSON to a pipe, indented JSON when asked", () => {
    const { status, out } = run(["compare", olderPath, newerPath]);
    expect(status).toBe(0);
    expect(lines(out)).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ relation: "consecutive", before: { source: "issue-20-2024.md" } });
    const pretty = run(["compare", "--format", "json", olderPath, newerPath]).out;
    expect(pretty).toBe(`${JSON.stringify(JSON.parse(out), null, 2)}\n`);
  });

  it("takes records as well as documents", () => {
    const record = file("older.json", run(["parse", olderPath]).out);
    expect(run(["compare", record, newerPath]).out).toBe(run(["compare", olderPath, newerPath]).out);
  });

  it.each(["csv", "markdown", "table"])("writes %s", (format) => {
    const { status, out } = run(["compare", "--format", format, olderPath, newerPath]);
    expect(status).toBe(0);
    expect(out).toMatch(/300/);
  });

  it("exits with 1 for differences only when asked, and never for none", () => {
    expect(run(["compare", olderPath, newerPath]).status).toBe(0);
    expect(run(["compare", "--exit-code", olderPath, newerPath]).status).toBe(1);
    const same = run(["compare", "--exit-code", olderPath, olderPath]);
    expect(same.status).toBe(0);
    expect((JSON.parse(same.out) as Comparison).relation).toBe("identical");
  });

  it("complains of both files when both are bad, and writes nothing", () => {
    const { status, out, errors } = run(["compare", join(folder, "a.md"), join(folder, "b.md")]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(errors).toHaveLength(2);
  });
});

describe("explain and schema", () => {
  it("explain marks every figure", () => {
    const { status, out } = run(["explain", newerPath]);
    expect(status).toBe(0);
    expect(out).toContain("[300 = incidents.handled.total]");
    expect(out).toContain("[512 ?]");
  });

  it("schema prints a JSON Schema", () => {
    const { status, out } = run(["schema", "report"]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("$schema");
  });

  it("schema names the schemas when asked for another", () => {
    const { status, out, errors } = run(["schema", "poem"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/poem.*comparison.*\(not-found\)$/);
  });
});

describe("usage", () => {
  it("prints its version", () => {
    expect(run(["--version"])).toEqual({ status: 0, out: "certdelta 0.1.0\n", errors: [] });
  });

  it.each([[["--help"]], [["parse", "--help"]]])("prints help for %j", (args) => {
    const { status, out } = run(args);
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: certdelta/);
  });

  it.each([
    ["no command", []],
    ["an unknown command", ["frobnicate"]],
    ["an unknown option", ["parse", "--frobnicate", "a.md"]],
    ["an unknown format", ["parse", "--format", "yaml", "a.md"]],
    ["too few files", ["compare", "a.md"]],
    ["too many files", ["compare", "a.md", "b.md", "c.md"]],
  ])("%s is a usage error: status 2 and one line", (_what, args) => {
    const { status, out, errors } = run(args);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^certdelta: .*see certdelta (?:\w+ )?--help$/);
  });

  it("a profile that cannot be read stops the command before any document is read", () => {
    const { status, out, errors } = run(["parse", "--profile", join(folder, "missing.json"), newerPath]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(errors).toEqual([expect.stringContaining("(not-found)")]);
  });
});

describe("parse --out", () => {
  it.each([
    ["rows.csv", "issue,year"],
    ["book.xlsx", "PK"],
    ["rows.parquet", "PAR1"],
    ["records.json", "[\n"],
    ["records.ndjson", '{"schema":"certdelta.report/1"'],
    ["series.md", "#"],
    ["report.html", "<!doctype html>"],
  ])("writes %s in the format that its name asks for, with the folders above it", (name, beginning) => {
    const out = join(folder, "new/folder", name);
    const hidden = /^(?:rows|book)/.test(name) ? [expect.stringContaining("(not-in-rows)")] : [];
    expect(run(["parse", olderPath, newerPath, "--out", out])).toEqual({ status: 0, out: "", errors: hidden });
    expect(readFileSync(out, "latin1").slice(0, beginning.length)).toBe(beginning);
  });

  it("tells of a document that no profile fits where it has no rows, and only there", () => {
    const letter = file("letter.txt", "Minutes of the garden club. 14 members came.\n");
    const errorsOf = (name: string) => run(["parse", letter, olderPath, "--out", join(folder, name)]).errors;
    expect(errorsOf("rows.csv")).toEqual([expect.stringContaining("it has no rows")]);
    expect(errorsOf("records.json")).toEqual([]);
    expect(errorsOf("report.html")).toEqual([]);
  });

  it("writes what could be read, and tells what could not", () => {
    const out = join(folder, "some.ndjson");
    const { status, errors } = run(["parse", olderPath, file("bad.md", "\0"), "--out", out]);
    expect({ status, errors }).toEqual({ status: 2, errors: [expect.stringContaining("(binary-input)")] });
    expect(records(readFileSync(out, "utf8"))).toHaveLength(1);
  });

  it("refuses a name that asks for no format, and a format beside a file", () => {
    for (const args of [["r.doc"], ["r.csv", "--format", "json"]]) {
      const { status, errors } = run(["parse", olderPath, "--out", ...args]);
      expect({ status, errors }).toEqual({ status: 2, errors: [expect.stringContaining("--out FILE")] });
    }
  });
});

describe("stumbles of newcomers", () => {
  it("a word that is nearly a command is one line with the one that was meant", () => {
    const { errors } = run(["pars", newerPath]);
    expect(errors).toEqual(["certdelta: unknown command 'pars'; did you mean parse? (usage); see certdelta --help"]);
  });

  it("an encrypted PDF is opened with --password", () => {
    const encrypted = fileURLToPath(new URL("../documents/fixtures/encrypted.pdf", import.meta.url));
    expect(run(["parse", encrypted]).errors[0]).toContain("(encrypted-input)");
    expect(run(["parse", "--password", "wrong", encrypted]).errors[0]).toContain("(encrypted-input)");
    const { errors, out } = run(["parse", "--password", "open sesame", encrypted]);
    expect(errors).toEqual([]);
    expect(records(out)).toMatchObject([{ source: { format: "pdf" } }]);
  });

  it("help shows no empty default", () => {
    expect(run(["parse", "--help"]).out).not.toContain("default: []");
  });

  it("a package without its build says so", () => {
    const copy = mkdtempSync(join(tmpdir(), "certdelta-unbuilt-"));
    mkdirSync(join(copy, "bin"));
    cpSync(new URL("../../js/bin/certdelta.js", import.meta.url), join(copy, "bin/certdelta.js"));
    writeFileSync(join(copy, "package.json"), '{"type":"module"}');
    const { status, stderr } = spawnSync(process.execPath, [join(copy, "bin/certdelta.js")], { encoding: "utf8" });
    rmSync(copy, { recursive: true });
    expect(stderr).toBe(
      "certdelta: the package is not built yet: ./dev build, in the root of the checkout, does it (not-found)\n",
    );
    expect(status).toBe(2);
  });
});
