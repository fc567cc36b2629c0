import { Core } from "./abi.js";
import { type Certdelta, createCertdelta } from "./certdelta.js";
import { compileWasm, problemOf, type WasmSource } from "./compile.js";
import { ownWasm } from "./own-wasm.js";

export type { WasmSource } from "./compile.js";

/** Where the core comes from. */
export interface LoadOptions {
  /** The default is the core that this package carries: "certdelta" inside itself, "certdelta/slim" as a file beside it. */
  wasm?: WasmSource;
}

const inlined = {};
let loaded = new WeakMap<object, Promise<Certdelta>>();

/**
 * Makes certdelta ready. Loading from the same source again gives the same object, with the profiles that were added to it;
 * a load that failed is not remembered.
 */
export function load(options: LoadOptions = {}): Promise<Certdelta> {
  const problem = problemOf(options);
  if (problem) return Promise.reject(problem);
  const { wasm } = options;
  const key = wasm ?? inlined;
  const known = loaded.get(key);
  if (known) return known;
  const forget = () => {
    if (loaded.get(key) === loading) loaded.delete(key);
  };
  const loading = compileWasm(wasm, ownWasm).then((module) => createCertdelta(new Core(module), forget));
  loaded.set(key, loading);
  loading.catch(forget);
  return loading;
}

/** Forgets what was loaded: the next `load()` starts afresh, and memory is given back once nobody holds the old object. */
export function unload(): void {
  loaded = new WeakMap();
}
