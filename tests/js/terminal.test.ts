/** The command for people and for large batches: side by side, watching, on a terminal, completed by shells. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate, writeAll } from "../corpus/generate.mjs";
import { newerPath, olderPath } from "./fixtures.ts";

const command = fileURLToPath(new URL("../../js/bin/certdelta.js", import.meta.url));
const documents = fileURLToPath(new URL("../documents/fixtures/", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "certdelta-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function folderOf(name: string, ...files: string[]): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const file of files) copyFileSync(file, join(path, file.slice(file.lastIndexOf("/") + 1)));
  return path;
}

/** Both outputs and the status of a run that may fail. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk: Buffer) => {
      out[name] += chunk.toString("latin1");
    });
  }
  const [status] = await once(child, "close");
  return { status, ...out };
}

describe("--jobs", () => {
  it.each(["ndjson", "json", "csv"])(
    "gives the same %s, whatever the number, for text of any damage, broken files and records",
    async (format) => {
      const texts = folderOf("texts");
      writeAll(texts, [
        ...generate({ edition: "en", era: "classic", count: 50, seed: 11 }),
        ...generate({ edition: "zh", era: "classic", count: 50, seed: 11 }),
      ]);
      writeFileSync(join(texts, "broken.md"), "\0");
      writeFileSync(join(texts, "letter.md"), "Minutes of the garden club. 14 members came.\n");
      writeFileSync(join(texts, "record.json"), execFileSync(process.execPath, [command, "parse", olderPath]));
      const args = ["parse", texts, join(folder, "missing"), "--format", format, "--jobs"];
      const one = await run(...args, "1");
      expect(one.stdout.length).toBeGreaterThan(100_000);
      expect(await run(...args, "3")).toEqual(one);
    },
  );

  it("gives the same for PDF, DOCX and what cannot be read, in parse, series and check", async () => {
    const files = ["encrypted.pdf", "pdflatex-en-3in3-below.pdf"].map((name) => join(documents, name));
    const mixed = [folderOf("mixed", ...files, newerPath), ...files, olderPath];
    for (const word of ["parse", "series", "check"]) {
      const one = await run(word, ...mixed, "--jobs", "1");
      expect(one.stderr).toContain("(encrypted-input)");
      expect(await run(word, ...mixed, "--jobs", "3"), word).toEqual(one);
    }
  });

  it.each(["0", "2.5", "many", "1000"])("%s is no number of documents", async (number) => {
    const { status, stderr } = await run("parse", olderPath, "--jobs", number);
    expect({ status, lines: stderr.split("\n").length }).toEqual({ status: 2, lines: 2 });
    expect(stderr).toContain("whole number");
  });
});

describe("--watch", () => {
  /** Starts the command, hands over what it has printed so far, and interrupts it in the end. */
  async function watching(args: string[], body: (printed: () => string) => Promise<void>): Promise<number> {
    const child = spawn(process.execPath, [command, "parse", "--watch", ...args]);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk;
    });
    const closed = once(child, "close");
    try {
      await body(() => out);
    } finally {
      child.kill("SIGINT");
    }
    const [status] = await closed;
    return status;
  }
  const within = { timeout: 20_000, interval: 50 };

  it("prints what is in a folder, then what comes and what changes, and ends well when it is interrupted", async () => {
    const inbox = folderOf("inbox", olderPath);
    const names = (text: string) =>
      text
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line).source.name);
    const status = await watching([inbox], async (printed) => {
      await expect.poll(() => names(printed()), within).toEqual(["issue-20-2024.md"]);
      mkdirSync(join(inbox, "new"));
      copyFileSync(newerPath, join(inbox, "new/later.md"));
      writeFileSync(join(inbox, ".hidden.md"), "not a report");
      await expect.poll(() => names(printed()), within).toEqual(["issue-20-2024.md", "new/later.md"]);
      copyFileSync(olderPath, join(inbox, "new/later.md"));
      await expect.poll(() => names(printed()).length, within).toBe(3);
    });
    expect(status).toBe(0);
  });

  it("writes a file again whenever something comes or goes, though the file lies in the folder", async () => {
    const inbox = folderOf("out", olderPath);
    const file = join(inbox, "all.ndjson");
    const count = () => (existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0);
    await watching([inbox, "--out", file], async () => {
      await expect.poll(count, within).toBe(1);
      copyFileSync(newerPath, join(inbox, "newer.md"));
      await expect.poll(count, within).toBe(2);
      rmSync(join(inbox, "newer.md"));
      await expect.poll(count, within).toBe(1);
    });
  });

  it.each([[["-"]], [[]], [[".", "--format", "json"]]])("%j is a usage error", async (args) => {
    const { status, stderr } = await run("parse", "--watch", ...args);
    expect({ status, usage: stderr.includes("--watch") }).toEqual({ status: 2, usage: true });
  });
});

describe("a terminal", () => {
  /**
   * What a terminal is sent: script(1) runs the command on one. Nothing of the environment but the path goes along: CI,
   * TEAMCITY_VERSION, NODE_DISABLE_COLORS and others each say something of colours to Node.
   */
  function onTerminal(args: string, env: Record<string, string> = {}): string {
    return execFileSync("script", ["-qec", `'${process.execPath}' '${command}' ${args}`, "/dev/null"], {
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", TERM: "xterm", ...env },
    });
  }
  const codes = "\u001b[";

  it("has colours for what matters, unless NO_COLOR is set", () => {
    expect(onTerminal(`check ${newerPath}`)).toContain(`${codes}33mwarning${codes}39m`);
    expect(onTerminal(`parse ${newerPath}`)).toContain(`${codes}1mfield`);
    expect(onTerminal(`check ${newerPath}`, { NO_COLOR: "1" })).not.toContain(codes);
  });

  it("shows how far a batch is, and takes that away before anything is printed", () => {
    const shown = onTerminal(`parse ${olderPath} ${newerPath} --format csv`);
    const bar = shown.slice(shown.indexOf(`\r${codes}2K[`));
    expect(bar.slice(`\r${codes}2K`.length)).toMatch(/^\[#+-+\] 1\/2 /u);
    const kept = shown.split("\n").map((line) => line.slice(line.lastIndexOf("\u001b[2K") + 1));
    expect(kept.filter((line) => line.includes("[#"))).toEqual([]);
    expect(kept.filter((line) => line.includes("incidents.handled.total"))).toHaveLength(2);
  });

  it("is what a pipe is not: no colour, no progress", async () => {
    const { stdout, stderr } = await run("check", olderPath, newerPath);
    expect(stdout + stderr).not.toContain(codes);
  });
});

describe("completion", () => {
  const script = (shell: string) => {
    const path = join(folder, `completion.${shell}`);
    writeFileSync(path, execFileSync(process.execPath, [command, "completion", shell]));
    return path;
  };
  const cases: [line: string, wanted: string[]][] = [
    ["pa", ["parse"]],
    ["parse --format c", ["csv"]],
    ["series --by q", ["quarter"]],
    ["profile l", ["lint"]],
    ["profile lint --for", ["--format"]],
    ["schema re", ["report"]],
    ["completion z", ["zsh"]],
  ];

  it("of bash completes commands, options, their values and files with spaces", () => {
    const path = script("bash");
    const completed = (line: string) =>
      execFileSync(
        "bash",
        [
          "-c",
          `source '${path}'; COMP_WORDS=(certdelta "$@"); COMP_CWORD=$#; _certdelta; printf '%s\\n' "\${COMPREPLY[@]}"`,
          "bash",
          ...line.split(" "),
        ],
        { encoding: "utf8", cwd: folder },
      )
        .split("\n")
        .slice(0, -1);
    for (const [line, wanted] of cases) expect(completed(line), line).toEqual(wanted);
    writeFileSync(join(folder, "my report.md"), "");
    expect(completed("explain my")).toEqual(["my report.md"]);
  });

  it("of fish does as well", () => {
    const path = script("fish");
    for (const [line, wanted] of cases) {
      const out = execFileSync("fish", ["-N", "-c", `source '${path}'; complete -C 'certdelta ${line}'`], {
        encoding: "utf8",
      });
      expect(
        out.split("\n").map((each) => each.split("\t")[0]),
        line,
      ).toEqual([...wanted, ""]);
    }
  });

  it("of zsh hands its own system the words to choose from", () => {
    const path = script("zsh");
    for (const [line, [wanted]] of cases) {
      const stand = `source '${path}'; compadd() { print -rl -- "$@" }; compset() { :; }`;
      const out = execFileSync(
        "zsh",
        [
          "-fc",
          `${stand}; words=(certdelta "$@"); CURRENT=$#words; _bash_complete -F _certdelta`,
          "zsh",
          ...line.split(" "),
        ],
        { encoding: "utf8" },
      );
      expect(out.split("\n"), line).toContain(wanted);
    }
  });

  it("is for shells that are known", async () => {
    const { status, stderr } = await run("completion", "csh");
    expect({ status, known: stderr.includes("bash") }).toEqual({ status: 2, known: true });
  });
});
