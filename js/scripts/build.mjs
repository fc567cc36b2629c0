// Builds the package into dist/: the library as ESM and CJS with the core inlined as base64, declarations for both, and the
// command. Needs dist/wasm/certdelta.core.wasm of the repository.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const path = (relative) => fileURLToPath(new URL(relative, root));

if (!existsSync(new URL("../dist/wasm/certdelta.core.wasm", root))) {
  console.error("js: dist/wasm/certdelta.core.wasm is missing; `./dev build` makes it");
  process.exit(1);
}
await rm(dist, { recursive: true, force: true });
await Promise.all([bundleLibrary("esm", "index.js"), bundleLibrary("cjs", "index.cjs"), bundleCommand(), declare()]);

function bundleLibrary(format, file) {
  return build({
    entryPoints: [path("src/index.ts")],
    outfile: path(`dist/${file}`),
    bundle: true,
    format,
    platform: "neutral",
    target: "es2022",
    loader: { ".wasm": "base64" },
    legalComments: "none",
    logLevel: "warning",
  });
}

function bundleCommand() {
  return build({
    entryPoints: [path("src/cli/main.ts")],
    outfile: path("dist/cli.js"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["commander"],
    plugins: [{ name: "library-stays-outside", setup: keepLibraryOutside }],
    logLevel: "warning",
  });
}

/** The command uses the library next to it: the core is in the package once, not twice. */
function keepLibraryOutside({ onResolve }) {
  onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: "./index.js", external: true }));
}

async function declare() {
  const compiler = createRequire(import.meta.url)
    .resolve("typescript/package.json")
    .replace("package.json", "bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", path("tsconfig.types.json")]).catch(({ stdout }) => {
    console.error(stdout);
    process.exit(1);
  });
  const files = (await readdir(dist)).filter((name) => name.endsWith(".d.ts"));
  await Promise.all(files.map(writeCommonJsTwin));
}

/** TypeScript wants declarations of a CommonJS module to be CommonJS themselves: the same text, under .d.cts. */
async function writeCommonJsTwin(name) {
  const text = await readFile(new URL(name, dist), "utf8");
  const twin = text.replaceAll(/(from "\.\/[^"]+)\.js"/g, '$1.cjs"');
  await writeFile(new URL(name.replace(/\.d\.ts$/, ".d.cts"), dist), twin);
}
