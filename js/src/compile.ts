import { CertdeltaError } from "./errors.js";

/** Where a WebAssembly module comes from, for callers who serve or compile it themselves. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL;

/** Compiles `wasm`, or what `inlined` gives when there is none. Throws CertdeltaError "invalid-wasm". */
export async function compileWasm(
  wasm: WasmSource | undefined,
  inlined: () => BufferSource | Promise<BufferSource>,
): Promise<WebAssembly.Module> {
  try {
    if (wasm instanceof WebAssembly.Module) return wasm;
    return await WebAssembly.compile(await (wasm === undefined ? inlined() : bytesOf(wasm)));
  } catch (cause) {
    if (cause instanceof CertdeltaError) throw cause;
    throw new CertdeltaError("invalid-wasm", `the WebAssembly module does not compile: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function bytesOf(wasm: BufferSource | Response | URL): Promise<BufferSource> {
  if (wasm instanceof URL) return bytesOf(await fetch(wasm));
  if (!(wasm instanceof Response)) return wasm;
  if (!wasm.ok) {
    const message = `the WebAssembly module could not be fetched: HTTP status ${wasm.status}`;
    throw new CertdeltaError("invalid-wasm", message, { source: wasm.url });
  }
  return wasm.arrayBuffer();
}
