// Builds the package into dist/: its entries as ESM and CJS with the core and PDFium inlined as base64, declarations for both,
// the command, and the licences of what is inside. Needs dist/wasm/certdelta.core.wasm of the repository.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const path = (relative) => fileURLToPath(new URL(relative, root));

if (!existsSync(new URL("../dist/wasm/certdelta.core.wasm", root))) {
  console.error("js: dist/wasm/certdelta.core.wasm is missing; `./dev build` makes it");
  process.exit(1);
}

/** ESM only: CommonJS imports it, too, and the package carries PDFium once. */
const wasmEntry = "pdfium-wasm";
/**
 * Files of their own in dist/, each as ESM and CJS. What one of them imports from another stays an import: the errors are one
 * class whichever entry throws them, and PDFium is loaded by those only who read a PDF.
 */
const entries = ["index", "errors", "pdf", "docx", "html", "zip"];
/** What is bundled, and where its licences are. */
const bundled = {
  "@embedpdf/pdfium": ["LICENSE", "LICENSE.pdfium"],
  fflate: ["LICENSE"],
  htmlparser2: ["LICENSE"],
  entities: ["LICENSE"],
};

await rm(dist, { recursive: true, force: true });
await Promise.all([bundleLibrary("esm", ".js"), bundleLibrary("cjs", ".cjs"), bundleCommand(), declare()]);
await copyLicences();

function bundleLibrary(format, extension) {
  return build({
    entryPoints: [...entries, ...(format === "esm" ? [wasmEntry] : [])].map((name) => path(`src/${name}.ts`)),
    outdir: path("dist"),
    outExtension: { ".js": extension },
    bundle: true,
    format,
    // For CommonJS, "node" means names of exports that an import() of it can see; nothing here depends on Node.
    platform: format === "cjs" ? "node" : "neutral",
    mainFields: ["module", "main"],
    alias: { fflate: "fflate/browser" }, // its other build looks for Node's workers
    target: "es2022",
    loader: { ".wasm": "base64" },
    plugins: [
      { name: "entries-stay-files", setup: (hooks) => keepEntriesOutside(hooks, extension) },
      { name: "pdfium-gzipped", setup: inlineGzipped },
    ],
    legalComments: "none",
    logLevel: "warning",
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
    plugins: [{ name: "entries-stay-files", setup: (hooks) => keepEntriesOutside(hooks, ".js") }],
    logLevel: "warning",
  });
}

function keepEntriesOutside({ onResolve }, extension) {
  const filter = new RegExp(`^\\.{1,2}/(${[...entries, wasmEntry].join("|")})\\.js$`);
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

async function copyLicences() {
  const { resolve } = createRequire(import.meta.url);
  await mkdir(new URL("licences/", dist));
  for (const [name, files] of Object.entries(bundled)) {
    const folder = resolve
      .paths(name)
      .map((base) => `${base}/${name}/`)
      .find(existsSync);
    for (const file of files) {
      await copyFile(folder + file, new URL(`licences/${name.replace(/^.*\//, "")}.${file}`, dist));
    }
  }
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
