/** The examples of the packed package, run as its README says, and the README, which shows these very files. */
import { readFileSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fencesOf } from "../conformance/fences.mjs";
import { ROOT } from "../corpus/command.mjs";
import { newerText, olderText } from "../js/fixtures.js";
import { type Project, packedProject, run } from "./packed.js";

let project: Project;
let packed: string;

beforeAll(async () => {
  project = await packedProject();
  packed = join(project.folder, "node_modules/certdelta");
});
afterAll(() => project.remove());

/** Comments that say what is printed: behind `console.log`, or lines of their own at the end. */
function promised(code: string): string[] {
  const ending = /\n((?:\/\/ .*\n)+)$/u.exec(code)?.[1] ?? "";
  const own = ending.split("\n").map((line) => line.slice("// ".length));
  return ending !== ""
    ? own.slice(0, -1)
    : [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gmu)].map(([, text]) => text ?? "");
}

test("each prints what its comments promise", async () => {
  const names = (await readdir(join(packed, "examples"))).filter((name) => name.endsWith(".mjs"));
  expect(names.length).toBeGreaterThanOrEqual(12);
  const outcomes = await Promise.all(
    names.map(async (name) => {
      const path = join("node_modules/certdelta/examples", name);
      const { stdout, stderr } = await run(process.execPath, [path], { cwd: project.folder });
      return { name, printed: stdout.split("\n").slice(0, -1), stderr };
    }),
  );
  for (const { name, printed, stderr } of outcomes) {
    const code = readFileSync(join(packed, "examples", name), "utf8");
    expect(promised(code), name).not.toEqual([]);
    expect({ name, printed, stderr }).toEqual({ name, printed: promised(code), stderr: "" });
  }
});

test("the README shows each of them, as it is, and no other program", async () => {
  const names = (await readdir(join(packed, "examples"))).filter((name) => name.endsWith(".mjs"));
  const codes = await Promise.all(names.map((name) => readFile(join(packed, "examples", name), "utf8")));
  const shown = fencesOf(join(packed, "README.md")).filter(({ kind }) => ["js", "ts", "mjs"].includes(kind));
  expect(shown.map(({ body }) => body).sort()).toEqual(codes.sort());
});

test("every entry has one", async () => {
  const { exports } = JSON.parse(await readFile(join(packed, "package.json"), "utf8")) as { exports: object };
  const names = (await readdir(join(packed, "examples"))).filter((name) => name.endsWith(".mjs"));
  const codes = names.map((name) => readFileSync(join(packed, "examples", name), "utf8")).join("");
  // Modules for hosts that are not JavaScript have pages of their own, and tests in those hosts.
  const others = ["./package.json", "./wasm/*"];
  const entries = Object.keys(exports)
    .filter((name) => !others.includes(name))
    .map((name) => name.replace(/^\./u, "certdelta").replace("*", "report.schema"));
  expect(entries.filter((entry) => !codes.includes(entry))).toEqual([]);
});

test("the commands of the README run, in an empty project with nothing but the package", async () => {
  const bin = join(project.folder, "node_modules/.bin");
  await mkdir(bin, { recursive: true });
  await symlink(join(packed, "bin/certdelta.js"), join(bin, "certdelta"));
  await chmod(join(packed, "bin/certdelta.js"), 0o755);
  const [session] = fencesOf(join(packed, "README.md")).filter(({ body }) => body.startsWith("cp -r "));
  const work = join(project.folder, "work");
  await mkdir(work);
  await symlink(join(project.folder, "node_modules"), join(work, "node_modules"));
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  const { stderr } = await run("bash", ["-eo", "pipefail", "-c", session?.body ?? "exit 3"], { cwd: work, env });
  expect(stderr.split("\n").filter((line) => line !== "" && !line.endsWith("(not-in-rows)"))).toEqual([]);
  const made = ["rows.csv", "reports.xlsx", "table/data.csv", "issue.html", "records.ndjson"];
  for (const name of made) expect((await stat(join(work, name))).size, name).toBeGreaterThan(1000);
});

test("every file that the README links is packed", async () => {
  const readme = await readFile(join(packed, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(([, path]) => path as string);
  for (const link of links) await expect(readFile(join(packed, link)), link).resolves.toBeDefined();
});

test("they read the sample reports and the profile of the repository", async () => {
  expect(await readFile(join(packed, "examples/reports/issue-20-2024.md"), "utf8")).toBe(olderText);
  expect(await readFile(join(packed, "examples/reports/issue-21-2024.md"), "utf8")).toBe(newerText);
  const profile = "harbour-weekly.en.json";
  expect(await readFile(join(packed, "examples/profiles", profile), "utf8")).toBe(
    await readFile(join(ROOT, "core/profiles/examples", profile), "utf8"),
  );
});
