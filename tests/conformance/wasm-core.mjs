// A host for certdelta.core.wasm that uses nothing but wasm/certdelta.h: WebAssembly.instantiate and the C ABI.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const CORE = fileURLToPath(new URL("../../dist/wasm/certdelta.core.wasm", import.meta.url));

/** struct certdelta_slice: two little-endian u32, address and size. */
const SLICE_SIZE = 8;

/**
 * @typedef {object} CoreExports
 * @property {WebAssembly.Memory} memory
 * @property {() => number} certdelta_abi_version
 * @property {(size: number) => number} certdelta_alloc
 * @property {(pointer: number) => void} certdelta_free
 */

/**
 * One instance of the core. Arguments are bytes; results are bytes, copied out of the module's memory.
 */
export class WasmCore {
  /** @param {CoreExports & Record<string, (...args: number[]) => number>} exports */
  constructor(exports) {
    this.exports = exports;
  }

  /**
   * The module has no imports, and its exports work without any call to set it up.
   * @param {string} path
   */
  static async load(path = CORE) {
    const { instance } = await WebAssembly.instantiate(readFileSync(path), {});
    const exports = /** @type {any} */ (instance.exports);
    const version = exports.certdelta_abi_version();
    if (version !== 1) {
      throw new Error(`certdelta_abi_version is ${version}, this host knows 1`);
    }
    return new WasmCore(exports);
  }

  /**
   * @param {Uint8Array} document
   * @param {object} options
   */
  parse(document, options) {
    return this.call("certdelta_parse", [document, encodeOptions(options)]);
  }

  /**
   * @param {Uint8Array} before
   * @param {Uint8Array} after
   * @param {object} options
   */
  compare(before, after, options) {
    return this.call("certdelta_compare", [before, after, encodeOptions(options)]);
  }

  /**
   * @param {string} name
   * @param {Uint8Array[]} args
   * @returns {Uint8Array}
   */
  call(name, args) {
    const { certdelta_alloc: alloc, certdelta_free: free, memory } = this.exports;
    const out = alloc(SLICE_SIZE);
    const pointers = args.map((bytes) => alloc(bytes.length));
    for (const [index, bytes] of args.entries()) {
      new Uint8Array(memory.buffer).set(bytes, pointers[index]);
    }

    const status = this.exports[name](...args.flatMap((bytes, index) => [pointers[index], bytes.length]), out);

    // The memory may have grown: its old buffer is detached then.
    const view = new DataView(memory.buffer);
    const start = view.getUint32(out, true);
    const result = new Uint8Array(memory.buffer).slice(start, start + view.getUint32(out + 4, true));
    for (const pointer of [...pointers, out]) {
      free(pointer);
    }
    if (status !== 0) {
      throw new Error(`${name}: ${new TextDecoder().decode(result)}`);
    }
    return result;
  }
}

/** @param {object} options */
function encodeOptions(options) {
  return new TextEncoder().encode(JSON.stringify(options));
}
