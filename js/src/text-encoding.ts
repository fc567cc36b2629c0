/** Which characters the bytes of a text are. */

/** As the Encoding Standard names them. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/**
 * UTF-16 by its byte order mark; GB 18030, in which editors on Chinese systems save, where the bytes are not UTF-8 and nearly all
 * characters beside ASCII are those of GB 2312, which hardly any text of another encoding looks like; UTF-8 otherwise, whether
 * it is valid or not: the core says where it is not. The bytes may be the beginning of a text, cut anywhere.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return !decodes(bytes, "utf-8") && isChinese(bytes) && decodes(bytes, "gb18030") ? "gb18030" : "utf-8";
}

function decodes(bytes: Uint8Array, encoding: TextEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether nearly all characters of more than one byte are pairs of two high bytes, which is where GB 18030 has what GB 2312 had.
 * In damaged UTF-8 every third byte falls below them; a letter of a Western encoding mostly stands beside one of ASCII.
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
