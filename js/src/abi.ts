/**
 * The C ABI of the core (wasm/certdelta.h), as one class: bytes in, bytes out.
 *
 * A result slice is valid only until the next call, and any call may move the memory: views are made after each call and
 * results are copied out at once. A trap or an allocation that fails costs the instance, never the `Core`: the next call
 * gets a fresh instance, with the profiles that had been added.
 */
import { CertdeltaError, closedError } from "./errors.js";
import type { WasmModule } from "./platform.js";
import type { AddedProfile } from "./stream/messages.js";
import type { ErrorRecord } from "./types.js";
import { decode, encode } from "./utf8.js";

const abiVersion = 1;
const sliceSize = 8;

/** `[pointer, size]` pairs for each byte argument, then the pointer of the result slice. */
type Operation = (...args: number[]) => number;

interface CoreExports {
  memory: WebAssembly.Memory;
  certdelta_abi_version(): number;
  certdelta_alloc(size: number): number;
  certdelta_free(pointer: number): void;
  certdelta_parse: Operation;
  certdelta_compare: Operation;
  certdelta_series: Operation;
  certdelta_series_feed: Operation;
  certdelta_series_end: Operation;
  certdelta_rows: Operation;
  certdelta_explain: Operation;
  certdelta_check: Operation;
  certdelta_lint_profile: Operation;
  certdelta_test_profile: Operation;
  certdelta_add_profile: Operation;
  certdelta_schema: Operation;
  certdelta_info: Operation;
}

export type OperationName =
  | "parse"
  | "compare"
  | "series"
  | "series_feed"
  | "series_end"
  | "rows"
  | "explain"
  | "check"
  | "lint_profile"
  | "test_profile"
  | "add_profile"
  | "schema"
  | "info";

interface Instance {
  core: CoreExports;
  /** Address of the result slice; one for the whole life of the instance. */
  slice: number;
}

export class Core {
  readonly #module: WasmModule;
  readonly #added: AddedProfile[] = [];
  #instance: Instance | undefined;
  #closed = false;
  /** How many instances there have been: what one keeps between calls is lost with it. */
  generation = 1;

  constructor(module: WasmModule) {
    this.#module = module;
    this.#instance = instantiate(module);
  }

  /** What the core was compiled to; workers start their own from it. */
  get module(): WasmModule {
    return this.#module;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Profiles that were added, in their order. */
  get addedProfiles(): AddedProfile[] {
    return [...this.#added];
  }

  /** Gives the core's memory back. Every later call throws CertdeltaError "closed". */
  close(): void {
    this.#closed = true;
    this.#instance = undefined;
  }

  /** Calls an operation and gives back a copy of its result. Throws CertdeltaError; `source` names the input in it. */
  call(operation: OperationName, args: readonly Uint8Array[], source = ""): Uint8Array {
    try {
      return invoke(this.#live(), operation, args);
    } catch (error) {
      // An error that the core reports leaves it intact; after anything else its memory cannot be trusted.
      if (error instanceof CertdeltaError) throw error;
      this.#instance = undefined;
      if (error instanceof OutOfMemory) throw new CertdeltaError("out-of-memory", error.message, { source });
      throw new CertdeltaError("trap", `the core broke down (${error})`, { source, cause: error });
    }
  }

  /** Adds a profile to this instance and to all that follow it. */
  addProfile(json: Uint8Array, options: Uint8Array, source: string): Uint8Array {
    const result = this.call("add_profile", [json, options], source);
    this.#added.push({ json: json.slice(), options });
    return result;
  }

  #live(): Instance {
    if (this.#closed) throw closedError();
    if (this.#instance) return this.#instance;
    const fresh = instantiate(this.#module);
    for (const { json, options } of this.#added) invoke(fresh, "add_profile", [json, options]);
    this.#instance = fresh;
    this.generation += 1;
    return fresh;
  }
}

/** Raised inside a call; the caller of the package meets it as a CertdeltaError with a source. */
class OutOfMemory extends Error {}

function instantiate(module: WebAssembly.Module): Instance {
  const core = exportsOf(module);
  const slice = allocate(core, sliceSize);
  return { core, slice };
}

function exportsOf(module: WebAssembly.Module): CoreExports {
  let exports: WebAssembly.Exports;
  try {
    exports = new WebAssembly.Instance(module, {}).exports;
  } catch (cause) {
    throw new CertdeltaError("invalid-wasm", "the WebAssembly module does not start", { cause });
  }
  const core = exports as unknown as CoreExports;
  const version = typeof core.certdelta_abi_version === "function" ? core.certdelta_abi_version() : undefined;
  if (version !== abiVersion) {
    const found = version === undefined ? "none" : `version ${version}`;
    throw new CertdeltaError(
      "invalid-wasm",
      `the module must have certdelta's ABI version ${abiVersion}, it has ${found}`,
    );
  }
  return core;
}

function invoke({ core, slice }: Instance, operation: OperationName, args: readonly Uint8Array[]): Uint8Array {
  const pointers: number[] = [];
  const words: number[] = [];
  for (const bytes of args) {
    const pointer = bytes.length === 0 ? 0 : allocate(core, bytes.length);
    pointers.push(pointer);
    words.push(pointer, bytes.length);
    new Uint8Array(core.memory.buffer).set(bytes, pointer);
  }
  const status = core[`certdelta_${operation}`](...words, slice);
  const result = copyOut(core.memory.buffer, slice);
  for (const pointer of pointers) core.certdelta_free(pointer);
  if (status === 0) return result;
  const record = JSON.parse(decode(result)) as ErrorRecord;
  throw CertdeltaError.fromRecord({ ...record, message: record.message.replace(ownName, "read()") });
}

/** What the core, which may run anywhere, calls this package where it says who reads a document. */
const ownName = "certdelta's npm package";

function allocate(core: CoreExports, size: number): number {
  // The ABI takes u32; JavaScript would wrap a larger number round and get a buffer that is too small.
  const pointer = size > 0xffff_ffff ? 0 : core.certdelta_alloc(size) >>> 0;
  if (pointer === 0) throw new OutOfMemory(`WebAssembly memory has no room for ${size} bytes`);
  return pointer;
}

function copyOut(memory: ArrayBuffer, slice: number): Uint8Array {
  const view = new DataView(memory, slice, sliceSize);
  const data = view.getUint32(0, true);
  const size = view.getUint32(4, true);
  return new Uint8Array(memory, data, size).slice();
}

/** The core's options: a JSON object without the keys that are not set, or nothing at all. */
export function encodeOptions(options: Readonly<Record<string, string | number | boolean | undefined>>): Uint8Array {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return set.length === 0 ? new Uint8Array() : encode(JSON.stringify(Object.fromEntries(set)));
}
