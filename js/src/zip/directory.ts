/** The central directory of a ZIP archive (APPNOTE.TXT 6.3.10, sections 4.3 to 4.5). Numbers are little-endian. */
import { CertdeltaError } from "../errors.js";

export interface Entry {
  path: string;
  /** 0: stored; 8: deflated; anything else cannot be read here. */
  method: number;
  encrypted: boolean;
  crc32: number;
  compressedSize: number;
  /** As the directory declares it. */
  size: number;
  /** Where its local header begins. */
  offset: number;
}

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const unknown16 = 0xffff;
const unknown32 = 0xffffffff;

/** Throws CertdeltaError: "damaged-input", "too-large", "unsupported-input". */
export function listEntries(bytes: Uint8Array, maxMembers: number, source: string | undefined): Entry[] {
  const fail = (message: string) => new CertdeltaError("damaged-input", message, { source });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw fail("the archive has no directory: it is cut off, or no ZIP archive");
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let start = view.getUint32(end + 16, true);
  let directoryEnd = end;
  if (count === unknown16 || size === unknown32 || start === unknown32) {
    const at = findEnd64(view, end);
    if (at >= 0) {
      count = Number(view.getBigUint64(at + 32, true));
      size = Number(view.getBigUint64(at + 40, true));
      start = Number(view.getBigUint64(at + 48, true));
      directoryEnd = at;
    }
  }
  if (count > maxMembers) {
    throw new CertdeltaError("too-large", `${count} members; at most ${maxMembers} are read`, { source });
  }
  // An archive may have something before it; then all offsets are off by that much.
  const before = directoryEnd - size - start;
  if (before < 0) throw fail("the directory of the archive is damaged");

  const entries: Entry[] = [];
  let compressed = 0;
  let at = start + before;
  while (entries.length < count) {
    if (at + 46 > directoryEnd || view.getUint32(at, true) !== entrySignature) {
      throw fail(`the directory of the archive ends after ${entries.length} of ${count} members`);
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > directoryEnd) throw fail("the directory of the archive is damaged");
    const entry = readEntry(view, bytes, at, nameLength, extraLength);
    entry.offset += before;
    compressed += entry.compressedSize;
    entries.push(entry);
    at = next;
  }
  // Members that share their bytes are how a small archive pretends to be a huge one.
  if (compressed > bytes.length) throw fail("the members of the archive overlap");
  return entries;
}

/** The record at the end, behind which only a comment of at most 64 KiB may stand. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === endSignature && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  }
  return -1;
}

function findEnd64(view: DataView, end: number): number {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== end64LocatorSignature) return -1;
  const at = Number(view.getBigUint64(locator + 8, true));
  return at + 56 <= locator && view.getUint32(at, true) === end64Signature ? at : -1;
}

function readEntry(view: DataView, bytes: Uint8Array, at: number, nameLength: number, extraLength: number): Entry {
  const flags = view.getUint16(at + 8, true);
  const name = bytes.subarray(at + 46, at + 46 + nameLength);
  const entry: Entry = {
    path: decodeName(name, (flags & 0x800) !== 0),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    crc32: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  readExtra64(view, at + 46 + nameLength, extraLength, entry);
  return entry;
}

/** Extra field 1 holds, in this order, those of the three numbers that did not fit. */
function readExtra64(view: DataView, from: number, length: number, entry: Entry): void {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = Math.min(at + 4 + view.getUint16(at + 2, true), from + length);
    let value = at + 4;
    for (const key of ["size", "compressedSize", "offset"] as const) {
      if (entry[key] !== unknown32 || value + 8 > end) continue;
      entry[key] = Number(view.getBigUint64(value, true));
      value += 8;
    }
    return;
  }
}

/**
 * UTF-8 where the entry says so or where it is; else GB 18030, in which Chinese Windows writes names, or code page 437, as the
 * format has it (APPNOTE.TXT, appendix D). Paths lead nowhere outside of the archive: neither up nor to a root.
 */
function decodeName(name: Uint8Array, declaredUtf8: boolean): string {
  const path = decodeFirst(name, declaredUtf8 ? ["utf-8"] : ["utf-8", "gb18030"]).replaceAll("\\", "/");
  const folder = path.endsWith("/");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  const parts = path.replace(/[\u0000-\u001f\u007f]/g, "\ufffd").split("/");
  const inside = parts.filter((part) => part !== "" && part !== "." && part !== ".." && !/^[a-z]:$/i.test(part));
  return inside.join("/") + (folder ? "/" : "");
}

function decodeFirst(bytes: Uint8Array, charsets: string[]): string {
  for (const charset of charsets) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : codePage437[byte - 0x80])).join("");
}

/** The upper half of code page 437. */
const codePage437 =
  "\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5" +
  "\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192" +
  "\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb" +
  "\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510" +
  "\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567" +
  "\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580" +
  "\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229" +
  "\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";
