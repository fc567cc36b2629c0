import inlinedCore from "../../dist/wasm/certdelta.core.wasm";
import { Core } from "./abi.js";
import { type Certdelta, createCertdelta } from "./certdelta.js";
import { CertdeltaError } from "./errors.js";

/** Where the core comes from, for callers who serve or compile `certdelta.core.wasm` themselves. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL;

export interface LoadOptions {
  /** The default is the core that this package carries inside: no file, no request. */
  wasm?: WasmSource;
}

const inlined = {};
let loaded = new WeakMap<object, Promise<Certdelta>>();

/**
 * Makes certdelta ready. Loading from the same source again gives the same object, with the profiles that were added to it;
 * a load that failed is not remembered.
 */
export function load({ wasm }: LoadOptions = {}): Promise<Certdelta> {
  const key = wasm ?? inlined;
  const known = loaded.get(key);
  if (known) return known;
  const loading = compile(wasm).then((module) => createCertdelta(new Core(module)));
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}

/** Forgets what was loaded: the next `load()` starts afresh, and memory is given back once nobody holds the old object. */
export function unload(): void {
  loaded = new WeakMap();
}

async function compile(wasm: WasmSource | undefined): Promise<WebAssembly.Module> {
  try {
    if (wasm instanceof WebAssembly.Module) return wasm;
    return await WebAssembly.compile(await bytesOf(wasm));
  } catch (cause) {
    if (cause instanceof CertdeltaError) throw cause;
    throw new CertdeltaError("invalid-wasm", `the WebAssembly module does not compile: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function bytesOf(wasm: BufferSource | Response | URL | undefined): Promise<BufferSource> {
  if (wasm === undefined) return decodeBase64(inlinedCore);
  if (wasm instanceof URL) return bytesOf(await fetch(wasm));
  if (!(wasm instanceof Response)) return wasm;
  if (!wasm.ok) {
    const message = `the WebAssembly module could not be fetched: HTTP status ${wasm.status}`;
    throw new CertdeltaError("invalid-wasm", message, { source: wasm.url });
  }
  return wasm.arrayBuffer();
}

function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
