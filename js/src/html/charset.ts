/** Which characters the bytes of an HTML page are. */
import { CertdeltaError } from "../errors.js";

export interface Decoded {
  text: string;
  /** Name of the encoding, as in the Encoding Standard. */
  charset: string;
  /** How many places were no characters in it; they are U+FFFD in the text. */
  undecodable: number;
}

const byteOrderMarks: readonly [bytes: readonly number[], charset: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * In this order: a byte order mark; `declared`, which came with the page (HTTP); bytes that are UTF-8, but for a few that are
 * damaged, and could hardly be anything else, whatever a template left in the page; what the page declares itself; GB18030, in
 * which Chinese pages without a declaration are written, or UTF-8, whichever leaves less undecodable.
 */
export function decodePage(bytes: Uint8Array, declared?: string, source?: string): Decoded {
  for (const [mark, charset] of byteOrderMarks) {
    if (mark.every((byte, i) => bytes[i] === byte)) return decodeAs(bytes.subarray(mark.length), charset);
  }
  if (declared !== undefined) return decodeAs(bytes, declaredCharset(declared, source));
  if (bytes[0] === 0x3c && bytes[1] === 0) return decodeAs(bytes, "utf-16le");
  if (bytes[0] === 0 && bytes[1] === 0x3c) return decodeAs(bytes, "utf-16be");
  const utf8 = decodeAs(bytes, "utf-8");
  if (utf8.undecodable === 0 || isNearlyAll(utf8)) return utf8;
  const inPage = charsetInPage(bytes);
  if (inPage !== undefined) return inPage === "utf-8" ? utf8 : decodeAs(bytes, inPage);
  const gb18030 = decodeAs(bytes, "gb18030");
  return gb18030.undecodable < utf8.undecodable ? gb18030 : utf8;
}

/** Text of another encoding has hardly a character in it that is one in UTF-8, too, beside those of ASCII. */
function isNearlyAll({ text, undecodable }: Decoded): boolean {
  const fewest = 8;
  const wanted = fewest * (undecodable + 1);
  let others = 0;
  for (let at = 0; at < text.length && others < wanted; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80 && code !== 0xfffd) others++;
  }
  return others >= wanted;
}

function declaredCharset(label: string, source: string | undefined): string {
  const charset = knownCharset(label);
  if (charset !== undefined) return charset;
  throw new CertdeltaError("usage", `"${label}" names no character encoding`, { source });
}

/** As the Encoding Standard names it; `undefined` for what it does not know. */
function knownCharset(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label.trim());
    // GB 2312 and GBK are parts of GB 18030, which pages that declare them use freely.
    return encoding === "gbk" ? "gb18030" : encoding;
  } catch {
    return undefined;
  }
}

/** `<meta charset>`, `<meta http-equiv>` or an XML declaration among the first bytes. */
function charsetInPage(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  for (const found of head.matchAll(
    /<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{1,40})/gi,
  )) {
    const charset = knownCharset(found[1] ?? "");
    // Read as bytes, the declaration was readable: such a page cannot be UTF-16 (HTML Standard, 13.2.3.3).
    if (charset !== undefined) return charset.startsWith("utf-16") ? "utf-8" : charset;
  }
  return undefined;
}

function decodeAs(bytes: Uint8Array, charset: string): Decoded {
  const text = new TextDecoder(charset, { ignoreBOM: true }).decode(bytes);
  let undecodable = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) undecodable++;
  return { text, charset, undecodable };
}
