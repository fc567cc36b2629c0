// Folders, names in tables and output folders: what both commands make of the same paths.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, ROOT, requireNative } from "../corpus/command.mjs";

const folder = mkdtempSync(join(tmpdir(), "certdelta-inputs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const commands: [string, string, string[]][] = [
  ["native", NATIVE, []],
  ["npm", process.execPath, [join(ROOT, "js/bin/certdelta.js")]],
];
function run(command: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}
const both = (...args: string[]) => {
  const [native, npm] = commands.map(([, command, before]) => run(command, [...before, ...args]));
  expect(npm).toEqual(native);
  return native as ReturnType<typeof run>;
};

/** What the rows of a CSV name as their documents, behind the status, each once. */
function sourcesOf(csv: string): string[] {
  const sources = csv.matchAll(/,(?:found|absent|ambiguous|rejected),([^,]*),/g);
  return [...new Set(Array.from(sources, ([, source]) => source ?? ""))];
}

const fixture = (number: number) => readFileSync(join(ROOT, `tests/e2e/fixtures/issue-${number}-2024.md`));

beforeAll(() => {
  requireNative();
  for (const name of ["2023", "2024", "2024/late", "empty", ".hidden"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "2023/a.md"), fixture(20));
  writeFileSync(join(folder, "2024/a.md"), fixture(21));
  writeFileSync(join(folder, "2024/late/b.md"), fixture(20));
  writeFileSync(join(folder, "2024/.a.md.swp"), "x");
  symlinkSync(join(folder, "2024"), join(folder, "2024/circle"));
});

describe("a folder", () => {
  test("stands for its files and those of its folders, by name", () => {
    const { stdout } = both("parse", "2024");
    const names = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).source.name);
    expect(names).toEqual(["a.md", "late/b.md"]);
    expect(Array.isArray(JSON.parse(both("parse", "--format", "json", "2023").stdout))).toBe(true);
  });

  test.each([["parse"], ["series"], ["check"]])("is taken by %s", (command) => {
    const { status, stdout } = both(command, "2024");
    expect(stdout).not.toBe("");
    expect(status).toBe(0);
  });

  test("without a document is an error", () => {
    expect(both("parse", "empty").stderr).toBe("certdelta: empty: there are no documents in this folder (not-found)\n");
    expect(both("series", "empty", "2023").status).toBe(2);
  });

  test("stands for what its name or its content calls a document, and the rest is named", () => {
    const record = both("parse", "2023/a.md").stdout;
    const comparison = both("compare", "2023/a.md", "2024/a.md").stdout;
    const files: Record<string, string | Buffer> = {
      "a.MD": fixture(20),
      "b.txt": fixture(21),
      "c.markdown": fixture(21),
      "out.csv": both("parse", "--format", "csv", "2023").stdout,
      "out.json": comparison,
      "record.json": record,
      "records.ndjson": record,
      "truth.json": '{"profile":"cncert-weekly.en"}',
      "run.sh": "certdelta parse .",
    };
    mkdirSync(join(folder, "mixed/in"), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "mixed", name), content);
    writeFileSync(join(folder, "mixed/in/Makefile"), "all:");
    writeFileSync(join(folder, "mixed/in/notes.cfg"), "x");
    const { status, stdout, stderr } = both("parse", "--format", "csv", "mixed");
    expect(status).toBe(0);
    const sources = sourcesOf(stdout);
    const paths = ["a.MD", "b.txt", "c.markdown"].map((name) => `mixed/${name}`);
    expect(sources.filter((source) => source.startsWith("mixed/"))).toEqual(paths);
    expect(sources).toContain("a.md"); // the records
    const [leftOut] = stderr.split("\n");
    expect(leftOut).toBe(
      "certdelta: mixed: left out, as no document: in/Makefile, in/notes.cfg, out.csv, out.json, run.sh and 1 more (left-out)",
    );
    expect(both("check", "mixed").stderr).toBe(`${leftOut}\n`);
    expect(both("series", "mixed").stderr).toBe(`${leftOut}\n`);
    // What is named itself is read, whatever it is called.
    const { status: refused, stderr: reason } = both("parse", "mixed/out.csv");
    expect(refused).toBe(2);
    expect(reason).toContain("these are rows that certdelta wrote: give it the documents, or the records");
  });

  test("names its files as it was named itself", () => {
    for (const name of [".", "./", "..", "2023//", "./2023"]) {
      const args = ["parse", "--format", "csv", name];
      const [native, npm] = commands.map(([, command, before]) =>
        spawnSync(command, [...before, ...args], { cwd: join(folder, name === ".." ? "2023" : "."), encoding: "utf8" }),
      );
      expect(npm?.stdout).toBe(native?.stdout);
      expect(npm?.stderr).toBe(native?.stderr);
    }
  });

  test("is no side of a comparison", () => {
    expect(both("compare", "2023", "2024/a.md")).toEqual({
      status: 2,
      stdout: "",
      stderr: "certdelta: 2023: is a folder: two documents are compared; series takes folders (is-directory)\n",
    });
  });
});

describe("--strict", () => {
  beforeAll(() => {
    writeFileSync(join(folder, "letter.md"), "Minutes of the garden club. 14 members came.\n");
  });

  test.each(["parse", "parse --format csv", "parse --format table", "series", "series --format csv", "check"])(
    "%s: a document that is no report gives status 1, and only then",
    (call) => {
      const args = call.split(" ");
      expect(both(...args, "2023/a.md", "letter.md").status).toBe(0);
      expect(both(...args, "--strict", "2023/a.md", "letter.md").status).toBe(1);
      expect(both(...args, "--strict", "2023/a.md").status).toBe(0);
      expect(both(...args, "--strict", "letter.md", "missing.md").status).toBe(2);
    },
  );

  test("what a series leaves out cannot hide in CSV", () => {
    const records = both("parse", "letter.md", "letter.md").stdout;
    writeFileSync(join(folder, "letters.ndjson"), records);
    const { stdout, stderr } = both("series", "--format", "csv", "letter.md", "2023/a.md", "letters.ndjson");
    expect(stdout).toBe(both("series", "--format", "csv", "2023/a.md").stdout);
    const reason = "no profile fits, or the period is not known; --format json says which (left-out)";
    expect(stderr.trimEnd().split("\n")).toEqual([
      `certdelta: letter.md: left out of the series: ${reason}`,
      `certdelta: letters.ndjson: 2 reports left out of the series: ${reason}`,
    ]);
    for (const format of ["json", "markdown", "table"])
      expect(both("series", "--format", format, "letter.md", "2023/a.md").stderr).toBe("");
  });

  test("holds for files that are written", () => {
    for (const [name, command, before] of commands) {
      const args = [...before, "parse", "--strict", "--format", "datapackage", "--out", join("strict", name)];
      expect(run(command, [...args, "2023/a.md"]).status).toBe(0);
      expect(run(command, [...args, "letter.md"]).status).toBe(1);
    }
  });
});

test("an empty name is told as one", () => {
  const said = { status: 2, stdout: "", stderr: "certdelta: '': no such file (not-found)\n" };
  for (const args of [
    ["check", ""],
    ["explain", ""],
    ["profile", "lint", ""],
    ["parse", "--profile", "", "2023/a.md"],
  ])
    expect(both(...args)).toEqual(said);
});

test("explain names fields by their labels where a language is asked for, and says why nothing is marked", () => {
  expect(both("explain", "2024/a.md").stdout).toContain("[300 = incidents.handled.total]");
  expect(both("explain", "--lang", "en", "2024/a.md").stdout).toContain("[300 = Incidents handled]");
  expect(both("explain", "--lang", "zh", "2024/a.md").stdout).toContain("[300 = 处理事件]");
  const changed = fixture(20).toString().replace("incidents", "incidents, a decrease of 5% from last week");
  writeFileSync(join(folder, "changed.md"), changed);
  expect(both("explain", "--lang", "en", "changed.md").stdout).toContain(" = Incidents handled, change]");
  expect(both("explain", "--lang", "zh", "changed.md").stdout).toContain(" = 处理事件，变化]");
  writeFileSync(join(folder, "letter.md"), "Minutes of the garden club. 14 members came.\n");
  expect(both("explain", "letter.md").stderr).toBe(
    "certdelta: letter.md: nothing of it is read: no profile fits this document (no-profile)\n",
  );
});

describe("records of several reports in one file", () => {
  beforeAll(() => {
    writeFileSync(join(folder, "wrong.md"), `${fixture(21)}\n\nCNCERT has handled 311 network security incidents.\n`);
    writeFileSync(join(folder, "all.ndjson"), both("parse", "--format", "ndjson", "2023/a.md", "wrong.md").stdout);
    writeFileSync(join(folder, "all.json"), both("parse", "--format", "json", "2023/a.md", "wrong.md").stdout);
  });

  test("check looks at each", () => {
    const each = both("parse", "wrong.md").stdout;
    writeFileSync(join(folder, "wrong.json"), each);
    const found = both("check", "2023/a.md", "wrong.json");
    expect(found.stdout).toContain("wrong.md:");
    expect(both("check", "all.ndjson").stdout).toContain(both("check", "wrong.json").stdout);
    expect(both("check", "all.json")).toEqual(both("check", "all.ndjson"));
    const [first = "", second = ""] = both("parse", "--format", "ndjson", "2023/a.md", "wrong.md").stdout.split("\n");
    writeFileSync(join(folder, "cut.ndjson"), `${first}\n${second.slice(0, 900)}\n${first}\n`);
    const { status, stderr } = both("check", "cut.ndjson");
    expect(status).toBe(2);
    expect(stderr).toContain("cut.ndjson: record 2: ");
  });

  test("commands that take one report say so", () => {
    expect(both("compare", "2023/a.md", "all.ndjson")).toEqual({
      status: 2,
      stdout: "",
      stderr: "certdelta: all.ndjson: holds 2 records; compare takes one (invalid-record)\n",
    });
    expect(both("explain", "all.ndjson").stderr).toContain("is a record");
  });

  test("parse gives each again, in the format that is asked for", () => {
    const ndjson = both("parse", "--format", "ndjson", "2023/a.md", "wrong.md").stdout;
    const json = both("parse", "--format", "json", "2023/a.md", "wrong.md").stdout;
    const pretty = ["2023/a.md", "wrong.md"].map((file) => both("parse", "--format", "json", file).stdout).join("");
    writeFileSync(join(folder, "pretty.json"), pretty);
    for (const file of ["all.ndjson", "all.json", "pretty.json"]) {
      expect(both("parse", file)).toEqual({ status: 0, stdout: ndjson, stderr: "" });
      expect(both("parse", "--format", "json", file).stdout).toBe(json);
      expect(both("parse", "--format", "table", file).stdout).toBe(
        both("parse", "--format", "table", "2023/a.md", "wrong.md").stdout,
      );
    }
    const rows = both("parse", "--format", "csv", "all.ndjson", "2024/a.md").stdout;
    expect(sourcesOf(rows)).toEqual(["a.md", "wrong.md", "2024/a.md"]);
    expect(both("parse", "--strict", "letters.ndjson").status).toBe(1);
    const input = ndjson;
    for (const [, command, before] of commands) {
      const { stdout } = spawnSync(command, [...before, "parse", "-"], { cwd: folder, encoding: "utf8", input });
      expect(stdout).toBe(ndjson);
    }
  });

  test("what is none is an error in its place, and does not stop the rest", () => {
    const [first = "", second = ""] = both("parse", "--format", "ndjson", "2023/a.md", "wrong.md").stdout.split("\n");
    writeFileSync(join(folder, "torn.ndjson"), `${first}\n${second.slice(0, 900)}\n${second}\n`);
    const { status, stdout, stderr } = both("parse", "torn.ndjson");
    expect(status).toBe(2);
    const items = stdout.trimEnd().split("\n");
    expect(items[0]).toBe(first);
    expect(JSON.parse(items[1] ?? "")).toMatchObject({ schema: "certdelta.error/1", source: "torn.ndjson" });
    expect(items[2]).toBe(second);
    expect(stderr).toContain("certdelta: torn.ndjson: record 2: ");
    const missing = both("parse", "missing.md", "2023/a.md", "2024/a.md");
    writeFileSync(join(folder, "missing.ndjson"), missing.stdout);
    expect(both("parse", "missing.ndjson").stderr).toContain("missing.md could not be read: no such file");
  });
});

describe("for people", () => {
  test("check speaks one language in one run: the first report's", () => {
    writeFileSync(
      join(folder, "zh.json"),
      both("parse", "wrong.md").stdout.replace("weekly.en", "weekly.zh").replace('"language":"en"', '"language":"zh"'),
    );
    const chinese = both("check", "zh.json", "wrong.md").stdout.trimEnd().split("\n");
    expect(chinese.length).toBeGreaterThan(1);
    expect(chinese.every((line) => /(?:错误|警告)：/.test(line))).toBe(true);
    const english = both("check", "wrong.md", "zh.json").stdout.trimEnd().split("\n");
    expect(english.every((line) => /: (?:error|warning): /.test(line))).toBe(true);
  });

  test("check names the values that contradict each other", () => {
    expect(both("check", "--lang", "en", "wrong.md").stdout).toMatch(
      /contradict each other: 300 \(line \d+\), 311 \(line \d+\) /,
    );
    expect(both("check", "--lang", "zh", "wrong.md").stdout).toMatch(/相互矛盾：300（第 \d+ 行）、311（第 \d+ 行）/);
  });

  test("check speaks the language that is asked for, or the report's", () => {
    const english = both("check", "wrong.md").stdout;
    expect(english).toMatch(/^wrong\.md:\d+: (?:error|warning): /);
    expect(both("check", "--lang", "en", "wrong.md").stdout).toBe(english);
    const chinese = both("check", "--lang", "zh", "wrong.md").stdout;
    expect(chinese).toMatch(/^wrong\.md:\d+: (?:错误|警告)：/);
    expect(both("check", "--format", "ndjson", "--lang", "zh", "wrong.md").stdout).toContain('"severity":');
  });

  test.each([
    ["parse", "2023/a.md"],
    ["compare", "2023/a.md", "2024/a.md"],
    ["series", "2023", "2024", "--by", "month"],
  ])("%s has no line of a table that is longer than COLUMNS", (...args) => {
    process.env.COLUMNS = "60";
    const { stdout } = both(...args, "--format", "table");
    delete process.env.COLUMNS;
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(stdout).not.toContain("\u2026");
  });
});

describe("two files of one name", () => {
  const namesOf = (stdout: string) =>
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).source.name ?? JSON.parse(line).source);

  test("are named by their paths, and no others are", () => {
    expect(namesOf(both("parse", "2023/a.md", "./2024/a.md", "2024/late/b.md").stdout)).toEqual([
      "2023/a.md",
      "./2024/a.md",
      "b.md",
    ]);
    expect(namesOf(both("parse", "2023", "2024").stdout)).toEqual(["2023/a.md", "2024/a.md", "late/b.md"]);
    expect(namesOf(both("parse", "2023/a.md", "2023/a.md").stdout)).toEqual(["a.md", "a.md"]);
    const lost = both("parse", "2023/a.md", "empty/a.md").stdout;
    expect(JSON.parse(lost.trimEnd().split("\n")[1] ?? "")).toMatchObject({ code: "not-found", source: "empty/a.md" });
  });

  test("are told apart by every command", () => {
    const compared = JSON.parse(both("compare", "2023/a.md", "2024/a.md").stdout);
    expect([compared.before.source, compared.after.source]).toEqual(["2023/a.md", "2024/a.md"]);
    const table = both("compare", "--format", "table", "2023/a.md", "2024/a.md").stdout;
    expect(table).toMatch(/^2023\/a\.md: .*\n2024\/a\.md: /);
    const series = JSON.parse(both("series", "2024", "2023", "2023/a.md").stdout);
    expect(series.reports.map(({ source }: { source: string }) => source)).toContain("2024/a.md");
    expect(series.duplicates.flat()).toContain("2023/a.md");
    expect(both("parse", "--format", "table", "2023/a.md", "2024/a.md").stdout).toMatch(/^2023\/a\.md\n/);
    writeFileSync(join(folder, "2023/wrong.md"), readFileSync(join(folder, "wrong.md")));
    const lines = both("check", "wrong.md", "2023/wrong.md").stdout.trimEnd().split("\n");
    expect(lines.some((line) => line.startsWith("wrong.md:"))).toBe(true);
    expect(lines.some((line) => line.startsWith("2023/wrong.md:"))).toBe(true);
    rmSync(join(folder, "2023/wrong.md"));
  });
});

test("two profiles that define one id are an error that names both files", () => {
  const profile = {
    schema: "certdelta.profile/1",
    id: "fjord-weekly.en",
    version: 1,
    language: "en",
    title: { en: "Fjord weekly", zh: "Fjord weekly" },
    identify: { threshold: 3, titles: ["Fjord weekly"] },
    fields: [{ name: "boats", type: "count", unit: "boats", label: { en: "Boats", zh: "Boats" } }],
    rules: [{ id: "boats", pattern: "lost (\\d+) boats", groups: ["boats"] }],
  };
  mkdirSync(join(folder, "profiles"));
  writeFileSync(join(folder, "profiles/a.json"), JSON.stringify(profile));
  writeFileSync(join(folder, "fjord.txt"), "Fjord weekly\n\nThe islanders lost 12 boats.\n");
  const args = ["--profile", "profiles", "--profile", "profiles/a.json", "fjord.txt"];
  expect(both("parse", ...args).stdout).toContain('"id":"fjord-weekly.en"');
  writeFileSync(join(folder, "profiles/b.json"), JSON.stringify({ ...profile, version: 2 }));
  const said = {
    status: 2,
    stdout: "",
    stderr:
      "certdelta: profiles/b.json: profiles/a.json and profiles/b.json both define fjord-weekly.en (invalid-profile)\n",
  };
  expect(both("parse", "--profile", "profiles", "fjord.txt")).toEqual(said);
  expect(both("check", "--profile", "profiles/a.json", "--profile", "profiles/b.json", "fjord.txt")).toEqual(said);
  // The own one of a built-in id takes its place.
  writeFileSync(join(folder, "own.json"), JSON.stringify({ ...profile, id: "cncert-weekly.en" }));
  expect(both("parse", "--profile", "own.json", "fjord.txt").stdout).toContain('"id":"cncert-weekly.en"');
});

test("a comparison with what is no report of the periodical gives the reason once", () => {
  for (const format of ["table", "markdown"]) {
    const { stdout } = both("compare", "--format", format, "2023/a.md", "letter.md");
    expect(stdout.match(/no profile fits letter\.md/g)).toHaveLength(1);
    expect(stdout).not.toContain("Incidents handled");
  }
  expect(both("compare", "--format", "csv", "2023/a.md", "letter.md").stdout).toContain("incidents.handled.total,");
});

test("a document that is damaged is told as that", () => {
  writeFileSync(join(folder, "cut.pdf"), "%P\0");
  expect(both("parse", "cut.pdf").stderr).toBe(
    "certdelta: cut.pdf: is named as a PDF, but its contents are none: damaged, or not downloaded to the end (binary-input)\n",
  );
});

describe("rows", () => {
  test("tell at the end what they do not show", () => {
    const said =
      "certdelta: 1 report: 1 figure unassigned, 1 field ambiguous, 1 error, 1 warning; --format json shows them (not-in-rows)\n";
    expect(both("parse", "--format", "csv", "2023/a.md", "wrong.md").stderr).toBe(said);
    for (const format of ["ndjson", "json", "table"])
      expect(both("parse", "--format", format, "2023/a.md", "wrong.md").stderr).toBe("");
    for (const [name, command, before] of commands) {
      const out = ["--format", "datapackage", "--out", join("hidden", name)];
      expect(run(command, [...before, "parse", ...out, "2023/a.md", "wrong.md"]).stderr).toBe(said);
    }
  });

  test("name their document as the user did", () => {
    const { stdout } = both("parse", "--format", "csv", "2023/a.md", "2024");
    expect(sourcesOf(stdout)).toEqual(["2023/a.md", "2024/a.md", "2024/late/b.md"]);
  });

  test("go into a folder that is made with those that it stands in", () => {
    for (const [name, command, before] of commands) {
      const out = join("out", name, "deep/down");
      expect(run(command, [...before, "parse", "--format", "datapackage", "--out", out, "2023/a.md"])).toEqual({
        status: 0,
        stdout: "",
        stderr: "",
      });
    }
    const [native, npm] = commands.map(([name]) =>
      readFileSync(join(folder, "out", name, "deep/down/data.csv"), "utf8"),
    );
    expect(npm).toBe(native);
    expect(native).toContain(",2023/a.md");
  });

  test("that cannot be written are told as that", () => {
    for (const [, command, before] of commands) {
      for (const out of ["2023/a.md", "2023/a.md/x", "2023/a.md/x/y"]) {
        const args = [...before, "parse", "--format", "datapackage", "--out", out, "2023/a.md"];
        const { status, stderr } = run(command, args);
        expect(stderr.startsWith(`certdelta: ${out}`)).toBe(true);
        expect(stderr).toMatch(/: cannot be written: 2023\/a\.md is no folder \(unwritable\)\n$/u);
        expect(status).toBe(2);
      }
    }
    const [, npm] = commands;
    expect(run(npm?.[1] ?? "", [...(npm?.[2] ?? []), "parse", "2023/a.md", "--out", "2023/a.md/f.csv"]).stderr).toBe(
      "certdelta: 2023/a.md/f.csv: cannot be written: 2023/a.md is no folder (unwritable)\n",
    );
  });
});

test("what the operating system says is told in the same words", () => {
  symlinkSync("round.md", join(folder, "round.md"));
  const long = `${"x".repeat(300)}.md`;
  const { stderr, status } = both("parse", "round.md", long);
  expect(stderr).toBe(
    "certdelta: round.md: cannot be read: too many symbolic links encountered (unreadable)\n" +
      `certdelta: ${long}: cannot be read: name too long (unreadable)\n`,
  );
  expect(status).toBe(2);
  for (const [, command, before] of commands) {
    const full = spawnSync("bash", ["-c", '"$@" > /dev/full', "-", command, ...before, "parse", "2023/a.md"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status: full.status, stderr: full.stderr }).toEqual({
      status: 2,
      stderr: "certdelta: standard output: cannot be written: no space left on device (unwritable)\n",
    });
  }
});

test("the generator says how it is used", () => {
  const { status, stdout } = run(process.execPath, [join(ROOT, "tests/corpus/generate.mjs"), "--help"]);
  expect(stdout).toMatch(/^usage: /);
  expect(status).toBe(0);
});
