import type { Pdfium } from "./pdfium.js";

/** A little memory inside PDFium for results that it writes through pointers. */
export class Scratch {
  static readonly size = 512;
  readonly at: number;
  readonly #memory: WebAssembly.Memory;
  #floats: Float32Array;
  #doubles: Float64Array;
  #words: Uint32Array;

  constructor({ memory, malloc }: Pdfium) {
    this.at = malloc(Scratch.size);
    this.#memory = memory;
    this.#floats = new Float32Array(memory.buffer);
    this.#doubles = new Float64Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
  }

  /** The `index`-th float. Any call may have moved the memory, which makes old views empty. */
  float(index: number): number {
    if (this.#floats.length === 0) this.#floats = new Float32Array(this.#memory.buffer);
    return this.#floats[(this.at >> 2) + index] ?? 0;
  }

  /** The `index`-th double. */
  double(index: number): number {
    if (this.#doubles.length === 0) this.#doubles = new Float64Array(this.#memory.buffer);
    return this.#doubles[(this.at >> 3) + index] ?? 0;
  }

  /** The `index`-th unsigned number of 32 bits. */
  word(index: number): number {
    if (this.#words.length === 0) this.#words = new Uint32Array(this.#memory.buffer);
    return this.#words[(this.at >> 2) + index] ?? 0;
  }

  /** The C string at the start. */
  string(): string {
    const bytes = new Uint8Array(this.#memory.buffer, this.at, Scratch.size);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(bytes.slice(0, end < 0 ? bytes.length : end));
  }
}
