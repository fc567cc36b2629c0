/**
 * The few functions that PDFium's WebAssembly module asks of its host. PDFium gets no file system, no network, no clock and
 * a bounded memory: all that it can reach is the document that it is given. None of the module's own JavaScript is used.
 */

/** What PDFium is allowed to grow to; a document that needs more ends with an error. */
const maxMemoryBytes = 512 * 1024 * 1024;
const pageBytes = 65536;

/** Raised inside PDFium when it gives up or asks for more memory or time than it may have. The instance is lost then. */
export class PdfiumAbort extends Error {
  readonly reason: "broken" | "memory" | "time";
  constructor(message: string, reason: "broken" | "memory" | "time") {
    super(message);
    this.reason = reason;
  }
}

/**
 * When PDFium has to be done, in milliseconds of `performance.now()`. It has no clock, and nobody can stop it from outside: it
 * is looked at wherever it calls its host, which is when it takes memory or copies much.
 */
export class Deadline {
  at = Number.POSITIVE_INFINITY;
  #calls = 0;

  /** Cheap enough for every call: looks at the clock now and then. */
  pass(): void {
    if ((++this.#calls & 0xff) === 0) this.check();
  }

  check(): void {
    if (performance.now() > this.at) throw new PdfiumAbort("it takes too long", "time");
  }
}

interface Runtime {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  setThrew(threw: number, value: number): void;
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(pointer: number): void;
}

// Error numbers of WASI and (negative) of Linux: "no such call" and "no such file".
const wasiNotSupported = 52;
const noSuchCall = -38;
const noSuchFile = -2;

/** A fresh instance; `exports` are those of fpdfview.h and its siblings. */
export function instantiate(module: WebAssembly.Module, deadline: Deadline): WebAssembly.Exports {
  let runtime: Runtime;
  // PDFium copies a great deal, and a view of its memory is dear: one is made when the memory has moved, and not before.
  let memory = new Uint8Array();
  const functions: Record<string, (...args: number[]) => unknown> = {
    _abort_js: () => abort("PDFium gave up"),
    __assert_fail: () => abort("an assertion of PDFium failed"),
    _emscripten_throw_longjmp: () => {
      throw Number.POSITIVE_INFINITY; // what the invoke_ functions take for a longjmp
    },
    emscripten_resize_heap: (wanted = 0) => {
      deadline.check();
      return grow(runtime.memory, wanted >>> 0);
    },
    emscripten_date_now: () => 0,
    _emscripten_memcpy_js: (to = 0, from = 0, count = 0) => {
      deadline.pass();
      if (memory.length === 0) memory = new Uint8Array(runtime.memory.buffer);
      memory.copyWithin(to >>> 0, from >>> 0, (from >>> 0) + (count >>> 0));
    },
    environ_sizes_get: (count = 0, size = 0) => {
      const view = new DataView(runtime.memory.buffer);
      view.setUint32(count, 0, true);
      view.setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    // What PDFium prints is for its developers: taken, and dropped.
    fd_write: (_file = 0, vectors = 0, count = 0, written = 0) => {
      const view = new DataView(runtime.memory.buffer);
      let size = 0;
      for (let i = 0; i < count; i++) size += view.getUint32(vectors + i * 8 + 4, true);
      view.setUint32(written, size, true);
      return 0;
    },
  };
  const imports: Record<string, Record<string, (...args: number[]) => unknown>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = functions[name] ?? substitute(name, () => runtime);
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  runtime = exports as unknown as Runtime;
  (exports as unknown as { __wasm_call_ctors(): void }).__wasm_call_ctors();
  return exports;
}

function abort(message: string): never {
  throw new PdfiumAbort(message, "broken");
}

function grow(memory: WebAssembly.Memory, wanted: number): number {
  const size = memory.buffer.byteLength;
  if (wanted > maxMemoryBytes) throw new PdfiumAbort(`more than ${maxMemoryBytes} bytes of memory`, "memory");
  // A little ahead, so that a growing document does not come back for every page.
  const ahead = Math.min(maxMemoryBytes, Math.max(wanted, Math.floor(size * 1.2)));
  try {
    memory.grow(Math.ceil((ahead - size) / pageBytes));
    return 1;
  } catch {
    throw new PdfiumAbort("no more memory to be had", "memory");
  }
}

function substitute(name: string, runtime: () => Runtime): (...args: number[]) => unknown {
  if (name.startsWith("invoke_")) return (index = 0, ...args) => invoke(runtime(), index, args);
  if (name.startsWith("fd_")) return () => wasiNotSupported;
  if (name.startsWith("__syscall_")) return () => (/open|stat/.test(name) ? noSuchFile : noSuchCall);
  return () => 0; // time zones, local time
}

/** Emscripten's setjmp: a call in which a longjmp, thrown as a number, ends here and tells the caller by `setThrew`. */
function invoke(runtime: Runtime, index: number, args: number[]): unknown {
  const stack = runtime.emscripten_stack_get_current();
  try {
    return runtime.__indirect_function_table.get(index)(...args);
  } catch (error) {
    runtime._emscripten_stack_restore(stack);
    if (typeof error !== "number") throw error;
    runtime.setThrew(1, 0);
    return undefined;
  }
}
