import inlinedCore from "../../dist/wasm/certdelta.core.wasm";
import { Core } from "./abi.js";
import { decodeBase64 } from "./base64.js";
import { type Certdelta, createCertdelta } from "./certdelta.js";
import { compileWasm, type WasmSource } from "./compile.js";

export type { WasmSource } from "./compile.js";

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
  const loading = compileWasm(wasm, () => decodeBase64(inlinedCore)).then((module) =>
    createCertdelta(new Core(module)),
  );
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}

/** Forgets what was loaded: the next `load()` starts afresh, and memory is given back once nobody holds the old object. */
export function unload(): void {
  loaded = new WeakMap();
}
