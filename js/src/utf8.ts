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

/** The bytes of `input`; a string is encoded, a buffer is viewed, not copied. */
export function toBytes(input: string | Bytes): Uint8Array {
  if (typeof input === "string") return encode(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  return new Uint8Array(input);
}
