/** What a release consists of: how large it is, what is in it, and how it is published. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../corpus/command.mjs";
import { type Project, packedProject } from "./packed.js";

let project: Project;
let dist: string;

beforeAll(async () => {
  project = await packedProject();
  dist = join(project.folder, "node_modules/certdelta/dist");
});
afterAll(() => project.remove());

/** Kilobytes (1000 bytes) that each may have, gzipped: what a page loads. Today's figure and five per cent. */
const gzipped = {
  "certdelta.core.wasm": 635,
  "index.js": 895,
  "slim.js": 14,
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

test("the core has at most 1730 kB, the tarball 10.6 MB, half of it modules for other hosts", async () => {
  expect((await stat(join(dist, "certdelta.core.wasm"))).size / 1000).toBeLessThanOrEqual(1730);
  expect((await stat(project.tarball)).size / 1e6).toBeLessThanOrEqual(10.6);
});

interface Bom {
  components: { name: string; version: string; purl?: string; licenses: { expression: string }[] }[];
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
  const json = await readFile("/usr/include/nlohmann/detail/abi_macros.hpp", "utf8").catch(() => "");
  const part = (which: string) => new RegExp(`NLOHMANN_JSON_VERSION_${which} (\\d+)`, "u").exec(json)?.[1];
  if (json) {
    const installed = ["MAJOR", "MINOR", "PATCH"].map(part).join(".");
    expect(components.find(({ name }) => name === "nlohmann_json")?.version).toBe(installed);
  }
});

test("the release workflow tests first, pins what it uses, and names no registry and no secret", async () => {
  const workflow = await readFile(join(ROOT, ".github/workflows/release.yml"), "utf8");
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
