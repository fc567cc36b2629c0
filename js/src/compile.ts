import { CertdeltaError } from "./errors.js";
import { nodeModule, type WasmModule } from "./platform.js";

/** Where a WebAssembly module comes from, for callers who serve or compile it themselves. */
export type WasmSource = ArrayBuffer | ArrayBufferView | WasmModule | Response | URL;

/** What is wrong with the options of a loader: callers without types may give anything. */
export function problemOf(options: unknown): CertdeltaError | undefined {
  if (isObject(options)) {
    const { wasm, ...more } = options as { wasm?: unknown };
    if (Object.keys(more).length === 0 && (wasm === undefined || isObject(wasm))) return undefined;
  }
  return new CertdeltaError("usage", "what is loaded is { wasm }: bytes, a WebAssembly.Module, a Response or a URL");
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Compiles `wasm`, or what `own` gives when there is none. Throws CertdeltaError "invalid-wasm". */
export async function compileWasm(
  wasm: WasmSource | undefined,
  own: () => WasmSource | Promise<WasmSource>,
): Promise<WasmModule> {
  try {
    return await compile(wasm ?? (await own()));
  } catch (cause) {
    if (cause instanceof CertdeltaError) throw cause;
    throw new CertdeltaError("invalid-wasm", `the WebAssembly module does not compile: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function compile(wasm: WasmSource): Promise<WasmModule> {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (wasm instanceof URL) return compile(await open(wasm));
  if (!(wasm instanceof Response)) return WebAssembly.compile(wasm as BufferSource);
  if (!wasm.ok) {
    const message = `the WebAssembly module could not be fetched: HTTP status ${wasm.status}`;
    throw new CertdeltaError("invalid-wasm", message, { source: wasm.url });
  }
  // Servers that do not know the type are many; those that do let it compile while it arrives.
  const streams = wasm.headers.get("content-type")?.split(";")[0]?.trim() === "application/wasm";
  return streams ? WebAssembly.compileStreaming(wasm) : WebAssembly.compile(await wasm.arrayBuffer());
}

/** Node fetches no file: URL; its file system is asked for without an import, for the sake of bundlers. */
async function open(url: URL): Promise<ArrayBufferView | Response> {
  const files = url.protocol === "file:" ? nodeModule("node:fs/promises") : undefined;
  return files ? files.readFile(url) : fetch(url);
}
