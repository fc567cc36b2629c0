/** One member of an archive, inflated piece by piece so that a limit stops it as soon as it is passed. */
import { Inflate } from "fflate";
import { CertdeltaError } from "../errors.js";
import { crc32 } from "./crc32.js";
import type { Entry } from "./directory.js";

const localSignature = 0x04034b50;
/** Deflate gives at most 1032 bytes for one: a piece never becomes more than 8.5 MB. */
const pieceBytes = 8192;
/** Small members may compress as they like. */
const ratioFreeBytes = 1024 * 1024;

/** `name` is for errors. Throws CertdeltaError. */
export function inflateEntry(
  archive: Uint8Array,
  entry: Entry,
  maxBytes: number,
  maxRatio: number,
  name: string,
): Uint8Array {
  const fail = (code: "damaged-input" | "too-large" | "encrypted-input" | "unsupported-input", message: string) =>
    new CertdeltaError(code, message, { source: name });
  if (entry.encrypted) throw fail("encrypted-input", "this member of the archive is encrypted");
  const allowed = Math.min(maxBytes, Math.max(ratioFreeBytes, entry.compressedSize * maxRatio));
  const tooLarge = () => fail("too-large", `more than ${allowed} bytes, the most that this member may inflate to`);
  if (entry.size > allowed) throw tooLarge();
  const data = dataOf(archive, entry);
  if (data === undefined) throw fail("damaged-input", "the archive ends before this member does");

  let inflated: Uint8Array;
  if (entry.method === 0) inflated = data.slice();
  else if (entry.method === 8) {
    const pieces: Uint8Array[] = [];
    let size = 0;
    const inflate = new Inflate((piece) => {
      size += piece.length;
      pieces.push(piece);
    });
    try {
      for (let at = 0; at < data.length; at += pieceBytes) {
        inflate.push(data.subarray(at, at + pieceBytes), at + pieceBytes >= data.length);
        if (size > allowed) throw tooLarge();
      }
    } catch (error) {
      if (error instanceof CertdeltaError) throw error;
      throw fail("damaged-input", `this member cannot be inflated: ${(error as Error).message}`);
    }
    inflated = join(pieces, size);
  } else {
    throw fail("unsupported-input", `compressed by method ${entry.method}; only stored and deflated members are read`);
  }
  if (inflated.length !== entry.size || crc32(inflated) !== entry.crc32) {
    throw fail("damaged-input", "this member is damaged: its size or its checksum is not what the archive says");
  }
  return inflated;
}

function dataOf(archive: Uint8Array, { offset, compressedSize }: Entry): Uint8Array | undefined {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (offset + 30 > archive.length || view.getUint32(offset, true) !== localSignature) return undefined;
  const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = begin + compressedSize;
  return end <= archive.length ? archive.subarray(begin, end) : undefined;
}

function join(pieces: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
