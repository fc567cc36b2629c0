#!/usr/bin/env node
// Documents a second in each host, beside the native command: the same items into each. Starting is included, except where a
// server runs that others have started: there, it is what a client waits for, from its first document to the last record.
// Hosts take turns, so that whatever else the machine does meets all of them; each figure is the median of its rounds.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectTo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transpile } from "@bytecodealliance/jco";
import createPlugin from "@extism/extism";
import { connect } from "nats";
import { WasmCore } from "../conformance/wasm-core.mjs";
import { NATIVE } from "../corpus/command.mjs";
import { generate } from "../corpus/generate.mjs";
import { BrowserHost } from "../hosts/browser-host.mjs";
import { DaskCluster, python } from "../hosts/dask-cluster.mjs";
import { NatsServer } from "../hosts/nats-server.mjs";
import { NodeRed } from "../hosts/node-red.mjs";
import { Rsyslogd } from "../hosts/rsyslogd.mjs";
import { throughC } from "../hosts/wasm2c.mjs";

const DOCUMENTS = 1_000;
const ROUNDS = 3;
const root = fileURLToPath(new URL("../../", import.meta.url));
const artifact = (/** @type {string} */ name) => join(root, `dist/wasm/certdelta.${name}.wasm`);
const folder = mkdtempSync(join(tmpdir(), "certdelta-bench-"));
const generated = generate({ edition: "en", era: "classic", count: DOCUMENTS, seed: 1, damage: [] });
const reports = join(folder, "reports");
mkdirSync(reports);
const paths = generated.map(({ name, text }) => {
  writeFileSync(join(reports, name), text);
  return join(reports, name);
});
const items = generated.map(({ name, text }) => JSON.stringify({ name, document: text }));
const input = `${items.join("\n")}\n`;

/**
 * @param {string} program
 * @param {string[]} args
 */
function pipe(program, args) {
  const { stdout } = spawnSync(program, args, { input, maxBuffer: 1 << 30 });
  return linesIn(stdout.toString());
}

/** As in docs/hosts/elsewhere.md: each half of the items in a process of its own. */
function pipeTwice() {
  const file = join(folder, "items.ndjson");
  writeFileSync(file, input);
  const half = (/** @type {number} */ which) =>
    `split -n l/${which}/2 ${file} | ${bun} ${artifact("wasi")} > ${file}.${which}`;
  const { stdout } = spawnSync("sh", ["-c", `${half(1)} & ${half(2)}; wait; cat ${file}.1 ${file}.2`], {
    maxBuffer: 1 << 30,
  });
  return linesIn(stdout.toString());
}

/** @param {string} text */
const linesIn = (text) => text.trimEnd().split("\n").length;

/** @returns {Promise<(documents: { name: string, content: Uint8Array }[]) => unknown[]>} */
async function component() {
  const { files } = await transpile(readFileSync(artifact("component")), { name: "certdelta" });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return (await import(pathToFileURL(join(folder, "certdelta.js")).href)).reports.parseBatch;
}

const modules = join(root, "node_modules");
const npmCommand = join(root, "js/bin/certdelta.js");
const nodeWasi = join(root, "tests/hosts/node-wasi.mjs");
const bun = join(modules, "@oven/bun-linux-x64/bin/bun");
const wizer = join(modules, "@bytecodealliance/wizer-linux-x64/wizer");
const wasmtime = ["--allow-wasi", "--inherit-stdio", "true", "--init-func", "_start", artifact("wasi")];
const jco = join(modules, "@bytecodealliance/jco/dist/jco.js");
const command02 = join(folder, "command.component.wasm");

/** Documents of a message, which is what docs/hosts/nats.md asks for. */
const PER_MESSAGE = 50;

/**
 * Messages into a stream, and two workers that read it.
 * @param {NatsServer} server
 */
async function throughNats(server) {
  const connection = await connect({ servers: server.address });
  const { streams } = await connection.jetstreamManager();
  const name = `IN${Date.now()}`;
  await streams.add({ name, subjects: [`${name}.in`] });
  await streams.add({ name: `${name}-made`, subjects: [`${name}.records`, `${name}.failed`] });
  for (let first = 0; first < DOCUMENTS; first += PER_MESSAGE)
    await connection.jetstream().publish(`${name}.in`, items.slice(first, first + PER_MESSAGE).join("\n"));
  const subjects = ["--stream", name, "--to", `${name}.records`, "--dead-letter", `${name}.failed`, "--batch", "4"];
  const args = [npmCommand, "work", "--nats", server.address, ...subjects];
  const workers = [1, 2].map(() => spawn(process.execPath, args, { stdio: "inherit" }));
  const messages = async () => (await streams.info(`${name}-made`)).state.messages;
  while ((await messages()) < DOCUMENTS / PER_MESSAGE) await new Promise((done) => setTimeout(done, 20));
  const ends = workers.map((worker) => once(worker, "exit"));
  for (const worker of workers) worker.kill("SIGTERM");
  await Promise.all([...ends, connection.close()]);
  return DOCUMENTS;
}

/** @param {Rsyslogd} daemon */
async function throughRsyslog(daemon) {
  const before = daemon.written("records.ndjson").length;
  const socket = connectTo(daemon.port, "127.0.0.1");
  for (const item of items) socket.write(`<13>1 - host reports - - - ${item}\n`);
  socket.end();
  return daemon.program.until(() => {
    const count = daemon.written("records.ndjson").length - before;
    return count >= DOCUMENTS ? count : undefined;
  });
}

/** @param {NodeRed} nodeRed */
async function throughNodeRed(nodeRed) {
  for (const { text } of generated) {
    const { status } = await nodeRed.post("/parse", Buffer.from(text), "application/octet-stream");
    if (status !== 200) throw new Error(`Node-RED answers ${status}`);
  }
  return DOCUMENTS;
}

/** @param {DaskCluster} cluster */
function throughDask(cluster) {
  const out = mkdtempSync(join(folder, "dask-"));
  const script = join(root, "examples/dask/read_folder.py");
  const where = ["--scheduler", cluster.address, "--chunk", String(DOCUMENTS / 2)];
  const { status } = spawnSync(python, [script, reports, out, ...where, "--command", process.execPath, npmCommand], {
    stdio: "ignore",
  });
  return status === 0 && readdirSync(out).includes("part-00001.parquet") ? DOCUMENTS : 0;
}

const flow = [
  { id: "flow", type: "tab", label: "benchmark" },
  { id: "in", type: "http in", z: "flow", url: "/parse", method: "post", wires: [["parse"]] },
  { id: "parse", type: "certdelta-parse", z: "flow", wires: [["out"], []] },
  { id: "out", type: "http response", z: "flow", statusCode: "200" },
];

const [browser, rsyslogd, natsServer, nodeRed, dask] = await Promise.all([
  BrowserHost.start(artifact("wasi"), input),
  Rsyslogd.start(),
  NatsServer.start(),
  NodeRed.start(flow),
  DaskCluster.start(2),
]);
const running = [browser, rsyslogd, natsServer, nodeRed, dask];

/** @type {[string, () => number | Promise<number>][]} */
const hosts = [
  ["native command", () => pipe(NATIVE, ["parse", "--format", "ndjson", ...paths])],
  ["npm command", () => pipe(process.execPath, [npmCommand, "parse", "--format", "ndjson", ...paths])],
  ["WASI: wasm2c, Clang -O0", () => pipe(throughC(artifact("wasi")), [])],
  ["WASI: node:wasi", () => pipe(process.execPath, ["--no-warnings", nodeWasi, artifact("wasi")])],
  ["WASI: Bun", () => pipe(bun, [artifact("wasi")])],
  ["shell: two pipes of Bun", pipeTwice],
  ["WASI: Wasmtime in wizer", () => pipe(wizer, [...wasmtime, "-o", "/dev/null"])],
  ["WASI: Chromium, shim", async () => linesIn((await browser.run()).stdout)],
  [
    "WASI 0.2: jco run",
    // Into a file: it ends before a pipe has taken everything.
    () => pipe("sh", ["-c", `${process.execPath} ${jco} run ${command02} > ${folder}/02; cat ${folder}/02`]),
  ],
  [
    "plugin: C ABI in Node",
    async () => {
      const core = await WasmCore.load(artifact("plugin"));
      for (const { name, text } of generated) core.parse(new TextEncoder().encode(text), { name });
      return DOCUMENTS;
    },
  ],
  [
    "component: jco in Node",
    async () => {
      const parseBatch = await component();
      return parseBatch(generated.map(({ name, text }) => ({ name, content: new TextEncoder().encode(text) }))).length;
    },
  ],
  [
    "Extism: SDK in Node",
    async () => {
      const plugin = await createPlugin({ wasm: [{ path: artifact("extism") }] });
      for (const [index, item] of items.entries()) {
        await plugin.call("parse", item);
        if (index % 500 === 499) await plugin.reset();
      }
      await plugin.close();
      return DOCUMENTS;
    },
  ],
  ["rsyslog", () => throughRsyslog(rsyslogd)],
  ["Node-RED, one at a time", () => throughNodeRed(nodeRed)],
  ["NATS, 2 workers", () => throughNats(natsServer)],
  ["Dask, 2 workers", () => throughDask(dask)],
];

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  spawnSync(process.execPath, [jco, "new", artifact("wasi"), "--wasi-command", "-o", command02]);
  throughC(artifact("wasi")); // compiling is none of its documents' business
  /** @type {number[][]} */
  const times = hosts.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, [name, run]] of hosts.entries()) {
      const start = performance.now();
      const done = await run();
      times[place].push(performance.now() - start);
      if (done !== DOCUMENTS) throw new Error(`${name} gave ${done} records, not ${DOCUMENTS}`);
    }
  }
  process.stdout.write(`\nHosts: ${DOCUMENTS} documents; median of ${ROUNDS} rounds\n`);
  process.stdout.write(`${"".padEnd(24)}documents/s   ms a document   ratio\n`);
  const native = median(times[0]);
  for (const [place, [name]] of hosts.entries()) {
    const each = median(times[place]) / DOCUMENTS;
    const ratio = median(times[place]) / native;
    process.stdout.write(
      `${name.padEnd(24)}${String(Math.round(1000 / each)).padStart(11)}${each.toFixed(3).padStart(16)}${ratio.toFixed(1).padStart(8)}\n`,
    );
  }
  process.stdout.write("ratio: of the time, to the native command's.\n");
} finally {
  for (const host of running) await host.remove();
  rmSync(folder, { recursive: true });
}
