/** Which characters the bytes of a text are. */

/** As the Encoding Standard names them. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/**
 * UTF-16 by its byte order mark; GB 18030, in which editors on Chinese systems save, where the bytes are not UTF-8 and nearly all
 * characters beside ASCII lie where GB 2312 has its own; UTF-8 otherwise, whether it is valid or not: the core says where it is
 * not. Text in EUC-JP or EUC-KR looks like GB 18030, too; no profile knows what it then says.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return isChinese(bytes) && !isUtf8(bytes) ? "gb18030" : "utf-8";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether nearly all characters of more than one byte are pairs of two high bytes, which is where GB 18030 has what GB 2312 had.
 * Many bytes of Chinese UTF-8 fall below them; a letter of a Western encoding mostly stands beside one of ASCII.
 */
function isChinese(bytes: Uint8Array): boolean {
  const lowest = 0xa1;
  let characters = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    characters++;
    if (lead >= lowest && trail >= lowest) common++;
    at += trail >= 0x30 && trail <= 0x39 ? 4 : 2;
  }
  return common > 0 && common * 10 >= characters * 9;
}
