// Builds the package into dist/: its entries as ESM and CJS with the core and PDFium inlined as base64, declarations for both,
// the command, and the licences of what is inside. Needs dist/wasm/certdelta.core.wasm of the repository.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { billOfMaterials } from "./sbom.mjs";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const path = (relative) => fileURLToPath(new URL(relative, root));

const coreWasm = new URL("../dist/wasm/certdelta.core.wasm", root);
if (!existsSync(coreWasm)) {
  console.error("js: dist/wasm/certdelta.core.wasm is missing; `./dev build` makes it");
  process.exit(1);
}

/** ESM only: CommonJS imports it, too, and the package carries PDFium once. */
const wasmEntry = "pdfium-wasm";
/**
 * Files of their own in dist/, each as ESM and CJS. What one of them imports from another stays an import: the errors are one
 * class whichever entry throws them, and PDFium is loaded by those only who read a PDF.
 */
const entries = ["index", "errors", "pdf", "docx", "html", "zip", "export"];
/** The same, for what runs in Node only. */
const nodeEntries = ["node"];
/** Of what is in the core and comes from Debian: the JSON library, and the C library of Emscripten. */
const debianLicences = {
  "nlohmann-json.copyright": "/usr/share/doc/nlohmann-json3-dev/copyright",
  "musl.COPYRIGHT": "/usr/share/emscripten/system/lib/libc/musl/COPYRIGHT",
};
/** What is bundled, and where its licences are. In the core: RE2 and Abseil, whose sources come with the package re2. */
const bundled = {
  "re2/vendor/re2": ["LICENSE"],
  "re2/vendor/abseil-cpp": ["LICENSE"],
  "@embedpdf/pdfium": ["LICENSE", "LICENSE.pdfium"],
  fflate: ["LICENSE"],
  htmlparser2: ["LICENSE"],
  "write-excel-file": ["LICENSE"],
  "hyparquet-writer": ["LICENSE"],
  hyparquet: ["LICENSE"],
  entities: ["LICENSE"],
  chokidar: ["LICENSE"],
  readdirp: ["LICENSE"],
  "@uwdata/flechette": ["LICENSE"],
  nats: ["LICENSE"],
  "nkeys.js": ["LICENSE"],
  tweetnacl: ["LICENSE"],
};

const hostModules = [
  ...["plugin", "wasi", "extism", "component"].map((name) => `certdelta.${name}.wasm`),
  "certdelta.wit",
];

/** Files that went into a bundle. */
const inputs = new Set();

/** esbuild, which tells what it bundles. */
async function build(options) {
  const result = await esbuild({ ...options, metafile: true });
  for (const [file, { bytesInOutput }] of Object.values(result.metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    if (bytesInOutput > 0) inputs.add(file);
  }
  return result;
}

await rm(dist, { recursive: true, force: true });
await Promise.all([
  ...[
    { format: "esm", extension: ".js" },
    { format: "cjs", extension: ".cjs" },
  ].flatMap((kind) => [bundleLibrary(kind), bundleSlim(kind), bundleForNode(kind)]),
  bundleWorker(),
  bundleCommand(),
  bundleNats(),
  declare(),
]);
await Promise.all([
  copyLicences(),
  copySchemas(),
  copyFile(new URL("../CHANGELOG.md", root), new URL("CHANGELOG.md", dist)),
  copyModules(),
  copyFile(coreWasm, new URL("certdelta.core.wasm", dist)),
]);
await writeFile(new URL("sbom.cdx.json", dist), billOfMaterials({ root, folderOf, bundled: checkBundled() }));

/** What all bundles of the library have in common. */
function library({ format, extension }, names) {
  return {
    entryPoints: names.map((name) => path(`src/${name}.ts`)),
    outdir: path("dist"),
    outExtension: { ".js": extension },
    bundle: true,
    format,
    // For CommonJS, "node" means names of exports that an import() of it can see; nothing here depends on Node.
    platform: format === "cjs" ? "node" : "neutral",
    mainFields: ["module", "main"],
    conditions: ["browser", "module"],
    target: "es2022",
    loader: { ".wasm": "base64" },
    plugins: [
      { name: "entries-stay-files", setup: (hooks) => keepEntriesOutside(hooks, extension) },
      { name: "pdfium-gzipped", setup: inlineGzipped },
      { name: "worker-script", setup: inlineWorker },
      { name: "fflate-without-workers", setup: chooseFflate },
    ],
    legalComments: "none",
    logLevel: "warning",
  };
}

function bundleLibrary(kind) {
  return build(library(kind, [...entries, ...(kind.format === "esm" ? [wasmEntry] : [])]));
}

/** The main entry once more, with the core as a file beside it. */
function bundleSlim(kind) {
  const options = library(kind, ["slim"]);
  const isInlined = ({ path: wanted }) => wanted === "./own-wasm.js";
  const ownWasmIsFile = ({ onResolve }) => {
    onResolve({ filter: /own-wasm\.js$/ }, (wanted) => isInlined(wanted) && { path: path("src/own-wasm-file.ts") });
    onResolve({ filter: /^\.\/index\.js$/ }, () => ({ path: path("src/index.ts") }));
  };
  options.plugins.unshift({ name: "core-is-a-file", setup: ownWasmIsFile });
  if (kind.format === "cjs") {
    options.define = { "import.meta.url": "moduleUrl" };
    options.banner = { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' };
  }
  return build(options);
}

function bundleForNode(kind) {
  return build({ ...library(kind, nodeEntries), platform: "node", conditions: [] });
}

/** A classic script that is a module, too. */
function workerOptions() {
  return {
    entryPoints: [path("src/worker.ts")],
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "warning",
  };
}

/** One script under both names: Node takes a .js file of this package for a module. */
function bundleWorker() {
  return Promise.all(
    ["js", "cjs"].map((ending) => build({ ...workerOptions(), outfile: path(`dist/worker.${ending}`) })),
  );
}

/** fflate's default build looks for workers. */
function chooseFflate({ onResolve, resolve }) {
  onResolve({ filter: /^fflate$/ }, ({ importer, resolveDir, kind }) =>
    importer.includes("write-excel-file")
      ? { path: path("src/export/fflate-here.ts") }
      : resolve("fflate/browser", { resolveDir, kind }),
  );
}

function inlineWorker({ onResolve, onLoad }) {
  const namespace = "worker-script";
  onResolve({ filter: /^certdelta:worker-script$/ }, ({ path: name }) => ({ path: name, namespace }));
  onLoad({ filter: /.*/, namespace }, async () => {
    const { outputFiles } = await build({ ...workerOptions(), write: false });
    return { contents: outputFiles[0].text, loader: "text" };
  });
}

function bundleCommand() {
  return build({
    entryPoints: { cli: path("src/cli/main.ts"), "pdf-worker": path("src/cli/pdf-worker.ts") },
    outdir: path("dist"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["commander"],
    plugins: [
      { name: "entries-stay-files", setup: (hooks) => keepEntriesOutside(hooks, ".js") },
      { name: "nats-stays-a-file", setup: keepNatsOutside },
    ],
    logLevel: "warning",
  });
}

function keepNatsOutside({ onResolve }) {
  onResolve({ filter: /^\.\/nats\.js$/ }, () => ({ path: "./nats.cjs", external: true }));
}

/** CommonJS, as the client is: it requires modules of Node. */
function bundleNats() {
  return build({
    entryPoints: { nats: path("src/cli/work/nats.ts") },
    outdir: path("dist"),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
}

function keepEntriesOutside({ onResolve }, extension) {
  const filter = new RegExp(`^(?:\\.{1,2}/)+(${[...entries, wasmEntry].join("|")})\\.js$`);
  onResolve({ filter }, ({ path: wanted }) => {
    const [, name] = filter.exec(wanted);
    return { path: `./${name}${name === wasmEntry ? ".js" : extension}`, external: true };
  });
}

/** PDFium compresses to less than half; the core is small, and wanted at once. */
function inlineGzipped({ onLoad }) {
  onLoad({ filter: /pdfium\.wasm$/ }, async ({ path: file }) => ({
    contents: gzipSync(await readFile(file), { level: 9 }),
    loader: "base64",
  }));
}

async function copySchemas() {
  const schemas = new URL("../core/schema/", root);
  await mkdir(new URL("schema/", dist));
  for (const name of await readdir(schemas)) await copyFile(new URL(name, schemas), new URL(`schema/${name}`, dist));
}

/** For hosts of WebAssembly that are not JavaScript; nothing of the package itself loads them. */
async function copyModules() {
  const modules = new URL("../dist/wasm/", root);
  await mkdir(new URL("wasm/", dist));
  for (const name of hostModules) await copyFile(new URL(name, modules), new URL(`wasm/${name}`, dist));
}

async function copyLicences() {
  await mkdir(new URL("licences/", dist));
  await copyFile(new URL("../LICENSE", root), new URL("licences/certdelta.LICENSE", dist));
  for (const [name, file] of Object.entries(debianLicences)) {
    if (existsSync(file)) await copyFile(file, new URL(`licences/${name}`, dist));
  }
  for (const [name, files] of Object.entries(bundled)) {
    const folder = folderOf(name);
    for (const file of files) {
      await copyFile(folder + file, new URL(`licences/${name.replace(/^.*\//, "")}.${file}`, dist));
    }
  }
}

/** Where a package is installed. */
function folderOf(name) {
  const { resolve } = createRequire(import.meta.url);
  return resolve
    .paths(name)
    .map((base) => `${base}/${name}/`)
    .find(existsSync);
}

/** Fails when something is bundled whose licence is not in the list above, or listed and not bundled. */
function checkBundled() {
  const listed = Object.keys(bundled).filter((name) => !name.startsWith("re2/"));
  const found = new Set([...inputs].flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  const wrong = [...listed.filter((name) => !found.has(name)), ...[...found].filter((name) => !listed.includes(name))];
  if (wrong.length > 0) throw new Error(`what is bundled and what build.mjs lists differ in: ${wrong.join(", ")}`);
  return listed;
}

async function declare() {
  const compiler = createRequire(import.meta.url)
    .resolve("typescript/package.json")
    .replace("package.json", "bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", path("tsconfig.types.json")]).catch(({ stdout }) => {
    console.error(stdout);
    process.exit(1);
  });
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(".d.ts"));
  await Promise.all(files.map(writeCommonJsTwin));
}

/** TypeScript wants declarations of a CommonJS module to be CommonJS themselves: the same text, under .d.cts. */
async function writeCommonJsTwin(name) {
  const text = await readFile(new URL(name, dist), "utf8");
  const twin = text.replaceAll(/((?:from |import\()"\.{1,2}\/[^"]+)\.js"/g, '$1.cjs"');
  await writeFile(new URL(name.replace(/\.d\.ts$/, ".d.cts"), dist), twin);
}
