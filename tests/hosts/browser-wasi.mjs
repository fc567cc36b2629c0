// Runs the WASI command in a page, on the items that its server has, and leaves what came out in globalThis.finished; the title says when.
import { ConsoleStdout, File, OpenFile, WASI } from "@bjorn3/browser_wasi_shim";

const [module, items] = await Promise.all(
  ["/module.wasm", "/items.json"].map(async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer())),
);
const output = new File([]);
const errors = [];
const streams = [
  new OpenFile(new File(items)),
  new OpenFile(output),
  ConsoleStdout.lineBuffered((line) => errors.push(line)),
];
const wasi = new WASI(["certdelta"], [], streams);
const { instance } = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
const status = wasi.start(instance);
globalThis.finished = { status, stdout: new TextDecoder().decode(output.data), stderr: errors.join("\n") };
document.title = "finished";
