// Types of the host as far as its declarations have them. Those of Node know neither the DOM's workers nor WebAssembly, and a
// project without the DOM must be able to check the declarations of this package.

/** `Worker` of a browser. */
export type WebWorker = typeof globalThis extends { Worker: { prototype: infer Type } } ? Type : never;
/** `WebAssembly.Module`: the core, compiled. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } }
  ? Type
  : object;

/** Modules of Node where there is Node, without an import: bundlers for browsers would stumble over one. */
interface NodeModules {
  "node:fs/promises": { readFile(url: URL): Promise<Uint8Array> };
  "node:os": { availableParallelism(): number };
  "node:worker_threads": {
    Worker: new (script: string, options: { eval: true }) => NodeThread;
    parentPort: NodePort | null;
  };
}

export interface NodePort {
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
  on(event: "message", listener: (message: never) => void): unknown;
}

/** A `Worker` of node:worker_threads, as far as it matters here. */
export interface NodeThread {
  /** Sends a message to the thread. */
  postMessage(message: unknown): void;
  /** Ends it. */
  terminate(): unknown;
  /** Keeps the process alive, as a thread does from its start. */
  ref?(): unknown;
  /** Lets the process end. */
  unref?(): unknown;
  /** Listens to what it sends, and to its end. */
  // biome-ignore lint/suspicious/noExplicitAny: what Node's own declarations say
  on(event: "message" | "error" | "exit", listener: (value: any) => void): unknown;
}

export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  return process?.getBuiltinModule?.(name) as NodeModules[Name] | undefined;
}
