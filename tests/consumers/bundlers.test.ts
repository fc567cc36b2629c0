/** The packed package in Chromium: as it is, and through the bundlers that people use, under a strict content policy. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build as esbuild } from "esbuild";
import type { Browser } from "playwright-core";
import { rollup } from "rollup";
import { createServer, build as vite } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import webpack from "webpack";
import { launch } from "../e2e/page.js";
import { olderPath, olderText } from "../js/fixtures.js";
import { outcome } from "./outcome.js";
import { type Project, packedProject } from "./packed.js";
import { serve } from "./server.js";

/** No code from text, no worker from a Blob, nothing from elsewhere. */
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const shell = (script: string) => `<!doctype html><meta charset="utf-8"><title></title>${script}`;

let project: Project;
let browser: Browser;

beforeAll(async () => {
  [project, browser] = await Promise.all([packedProject(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await project.remove();
});

interface Visit {
  result: unknown;
  /** Requests to other places than the page's own. */
  elsewhere: string[];
  /** Uncaught exceptions. A worker from a Blob that the policy refuses is none: the package reads without workers then. */
  problems: string[];
}

async function visit(address: string): Promise<Visit> {
  const context = await browser.newContext();
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const elsewhere: string[] = [];
  const problems: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !request.url().startsWith("blob:")) {
      elsewhere.push(request.url());
    }
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "");
  const title = await page.title();
  await context.close();
  return { result: title.startsWith("{") ? JSON.parse(title) : title, elsewhere, problems };
}

/** Visits a page with `script` in it, served from `folder`. */
async function visitWith(script: string, folder: string, policy = strict): Promise<Visit> {
  const site = await serve(folder, { "/": shell(script), "/report.md": olderText }, policy);
  try {
    return await visit(`${site.address}/`);
  } finally {
    await site.close();
  }
}

const clean = { result: outcome, elsewhere: [], problems: [] };

/** Bare names in a page without a bundler; the policy allows this one inline script by its hash. */
const importMap = JSON.stringify({
  imports: Object.fromEntries(
    [
      ["certdelta", "index"],
      ["certdelta/export", "export"],
    ].map(([name, file]) => [name, `/node_modules/certdelta/dist/${file}.js`]),
  ),
});

test("a plain page with a module script", async () => {
  const policy = strict.replace("'self' 'wasm-unsafe-eval'", "'self' 'unsafe-inline' 'wasm-unsafe-eval'");
  const script = `<script type="importmap">${importMap}</script><script type="module" src="/page.mjs"></script>`;
  expect(await visitWith(script, project.folder, policy)).toEqual(clean);
});

test("a plain page with the core as a file, compiled while it arrives, and a worker of its own", async () => {
  const main = `
    import { load } from "/node_modules/certdelta/dist/slim.js";
    const text = await (await fetch("/report.md")).text();
    const certdelta = await load();
    const worker = () => new Worker("/node_modules/certdelta/dist/worker.js");
    const results = [];
    for await (const { report } of certdelta.parseStream([text, text], { worker, concurrency: 2 }))
      results.push(report.fields["incidents.handled.total"].value);
    const passed = [];
    const source = new ReadableStream({ start(controller) { controller.enqueue(text); controller.close(); } });
    const reader = source.pipeThrough(certdelta.parseTransform({ concurrency: 0 })).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) passed.push(next.value.report.profile.id);
    const workers = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/worker.js")).length;
    document.title = JSON.stringify({ results, passed, workers: workers > 0 });`;
  const site = await serve(
    project.folder,
    { "/": shell('<script type="module" src="/main.js"></script>'), "/main.js": main, "/report.md": olderText },
    strict,
  );
  const { result, elsewhere, problems } = await visit(`${site.address}/`);
  await site.close();
  expect({ result, elsewhere, problems }).toEqual({
    result: { results: [outcome.handled, outcome.handled], passed: [outcome.profile], workers: true },
    elsewhere: [],
    problems: [],
  });
});

test("esbuild", async () => {
  const outfile = join(project.folder, "out-esbuild/page.js");
  await esbuild({ entryPoints: [join(project.folder, "page.mjs")], bundle: true, format: "esm", outfile });
  expect(
    await visitWith('<script type="module" src="/page.js"></script>', join(project.folder, "out-esbuild")),
  ).toEqual(clean);
});

test("esbuild, a module worker", async () => {
  const folder = join(project.folder, "out-worker");
  await esbuild({
    entryPoints: [join(project.folder, "worker.mjs")],
    bundle: true,
    format: "esm",
    outfile: join(folder, "worker.js"),
  });
  const main = `
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => { document.title = typeof data === "string" ? data : JSON.stringify(data); };
    worker.postMessage(await (await fetch("/report.md")).text());`;
  const site = await serve(
    folder,
    { "/": shell('<script type="module" src="/main.js"></script>'), "/main.js": main, "/report.md": olderText },
    strict,
  );
  const seen = await visit(`${site.address}/`);
  await site.close();
  expect(seen).toEqual(clean);
});

test("Rollup", async () => {
  const folder = join(project.folder, "out-rollup");
  const bundle = await rollup({ input: join(project.folder, "page.mjs"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ dir: folder, format: "es" });
  await bundle.close();
  expect(await visitWith('<script type="module" src="/page.js"></script>', folder)).toEqual(clean);
});

test("webpack", async () => {
  const path = join(project.folder, "out-webpack");
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    webpack(
      {
        mode: "production",
        context: project.folder,
        entry: "./page.mjs",
        output: { path, filename: "page.js" },
        performance: { hints: false },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
  });
  const { errors, warnings } = stats?.toJson({ errors: true, warnings: true }) ?? {};
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  expect(await visitWith('<script src="/page.js"></script>', path)).toEqual(clean);
});

test("Vite, build", async () => {
  const root = project.folder;
  await vite({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir: join(root, "out-vite"),
      rolldownOptions: { input: join(root, "page.mjs"), output: { entryFileNames: "page.js" } },
    },
  });
  expect(await visitWith('<script type="module" src="/page.js"></script>', join(root, "out-vite"))).toEqual(clean);
});

test("Vite, development server", async () => {
  const report = await readFile(olderPath);
  const server = await createServer({
    root: project.folder,
    configFile: false,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1" },
    cacheDir: join(project.folder, ".vite"),
    plugins: [
      {
        name: "report",
        configureServer: ({ middlewares }) => {
          middlewares.use("/report.md", (_, response) => response.end(report));
          middlewares.use("/dev.html", (_, response) =>
            response
              .setHeader("content-type", "text/html")
              .end(shell('<script type="module" src="/page.mjs"></script>')),
          );
        },
      },
    ],
  });
  try {
    await server.listen();
    const address = server.resolvedUrls?.local[0] ?? "";
    expect(await visit(`${address}dev.html`)).toEqual(clean);
  } finally {
    await server.close();
  }
});
