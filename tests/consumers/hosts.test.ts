/** The packed package in hosts that run a script: Node, Bun, Deno; and what TypeScript and packaging tools say of it. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { olderPath } from "../js/fixtures.js";
import { outcome } from "./outcome.js";
import { type Project, packedProject, run, tool } from "./packed.js";

let project: Project;

beforeAll(async () => {
  project = await packedProject();
});
afterAll(() => project.remove());

async function outputOf(command: string, args: string[]): Promise<unknown> {
  const { stdout } = await run(command, args, { cwd: project.folder, env: { ...process.env, NO_COLOR: "1" } });
  return JSON.parse(stdout);
}

test("Node, ESM", async () => {
  expect(await outputOf(process.execPath, ["esm.mjs", olderPath])).toEqual(outcome);
});

test("Node, worker_threads", async () => {
  expect(await outputOf(process.execPath, ["threads.mjs", olderPath])).toEqual(outcome);
});

test("Node, CommonJS, every entry", async () => {
  expect(await outputOf(process.execPath, ["common.cjs", olderPath])).toEqual({
    handled: outcome.handled,
    slim: outcome.handled,
    duplex: outcome.handled,
    csv: true,
    readers: ["function", "function", "function", "function"],
    schema: expect.stringContaining("report"),
  });
});

test("Bun", async () => {
  expect(await outputOf(tool("@oven/bun-linux-x64/bin/bun"), ["esm.mjs", olderPath])).toEqual(outcome);
});

test("Deno", async () => {
  const deno = tool("@deno/linux-x64-glibc/deno");
  expect(
    await outputOf(deno, [
      "run",
      "--allow-read",
      "--allow-sys=cpus",
      "--cached-only",
      "--node-modules-dir=manual",
      "esm.mjs",
      olderPath,
    ]),
  ).toEqual(outcome);
});

test.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("TypeScript, module %s, resolution %s", async (module, resolution) => {
  const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  const args = [tool("typescript/bin/tsc"), ...options, "--module", module, "--moduleResolution", resolution];
  // .mts, as top-level await wants a module
  const script = module === "nodenext" ? "types.mts" : "types.ts";
  if (script === "types.mts") await run("cp", ["types.ts", script], { cwd: project.folder });
  await run(process.execPath, [...args, script], { cwd: project.folder }).catch(({ stdout }) => {
    expect.fail(stdout);
  });
});

test("TypeScript for Node, without the declarations of the DOM: every entry, and what it stands on", async () => {
  for (const name of ["@types/node", "undici-types"])
    await cp(tool(name), join(project.folder, "node_modules", name), { recursive: true });
  const { exports } = JSON.parse(await readFile(tool("certdelta/package.json"), "utf8")) as { exports: object };
  const entries = Object.entries(exports).filter(([, target]) => typeof target === "object");
  const imports = entries.map(([name]) => `import "${name.replace(/^\./u, "certdelta")}";\n`);
  expect(imports.length).toBeGreaterThan(7);
  await writeFile(join(project.folder, "entries.mts"), imports.join(""));
  const options = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--lib", "es2022"];
  const args = [tool("typescript/bin/tsc"), ...options, "--types", "node", "--module", "nodenext", "entries.mts"];
  await run(process.execPath, args, { cwd: project.folder }).catch(({ stdout }) => {
    expect.fail(stdout);
  });
});

test("publint finds nothing", async () => {
  await run(process.execPath, [tool("publint/src/cli.js"), "--strict", project.tarball]).catch(({ stdout, stderr }) => {
    expect.fail(stdout + stderr);
  });
});

test("arethetypeswrong finds nothing", async () => {
  const args = [tool("@arethetypeswrong/cli/dist/index.js"), "--no-color", "--format", "ascii", project.tarball];
  // Files that are no modules have no types.
  const files = ["certdelta.core.wasm", "wasm/certdelta.wasi.wasm", "schema/report.schema.json", "package.json"];
  await run(process.execPath, [...args, "--profile", "node16", "--exclude-entrypoints", ...files]).catch(
    ({ stdout }) => {
      expect.fail(stdout);
    },
  );
});
