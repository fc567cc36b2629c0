import { CertdeltaError } from "./errors.js";

/** UTF-8 in and out. `ignoreBOM` keeps a byte order mark in the text: offsets must stay those of the caller's text. */
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Bytes in any of the shapes that JavaScript has for them. */
export type Bytes = ArrayBufferLike | ArrayBufferView;

/**
 * The bytes of `input`; a string is encoded, a buffer is viewed, not copied. `source` names the document in the CertdeltaError
 * "usage" that is thrown for what has no bytes: callers without types may give anything, and a buffer that was transferred to a
 * worker is empty behind its owner's back.
 */
export function toBytes(input: string | Bytes, source?: string): Uint8Array {
  if (typeof input === "string") return encode(input);
  try {
    if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    if (isBuffer(input)) return new Uint8Array(input);
  } catch (cause) {
    const message = "these bytes are gone: their buffer was transferred (detached)";
    throw new CertdeltaError("usage", message, { source, cause });
  }
  throw new CertdeltaError("usage", `a document is a string or bytes, not ${nameOf(input)}`, { source });
}

/** Of any realm: those of a frame or a vm context are no instances of our own classes. */
function isBuffer(input: unknown): input is ArrayBufferLike {
  return /^\[object (?:Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(input));
}

/** What an argument is, in a word for people. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object" && "then" in value) return "a promise, which has to be awaited";
  if (typeof value === "object") return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : `a ${typeof value}`;
}
