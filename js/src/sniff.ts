/** What a document is, by its content: its name is never asked. */
import { listEntries } from "./zip/directory.js";

export type DocumentFormat = "text" | "html" | "pdf" | "docx" | "zip";

/** A format that is read, or the name of one that is not, with what to do instead. */
export type Sniffed = { format: DocumentFormat; refused?: never } | { format?: never; refused: string };

const signatures: readonly [bytes: readonly number[], refused: string][] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    "an old office document (DOC, XLS or PPT); save it as DOCX or PDF",
  ],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "a Rich Text document (RTF); save it as DOCX or PDF"],
  [[0x1f, 0x8b], "compressed by gzip; unpack it first"],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive; unpack it, or make it a ZIP archive"],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "a RAR archive; unpack it, or make it a ZIP archive"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture (PNG); there is no text in it"],
  [[0xff, 0xd8, 0xff], "a picture (JPEG); there is no text in it"],
  [[0x47, 0x49, 0x46, 0x38], "a picture (GIF); there is no text in it"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed by zstd; unpack it first"],
  [[0x42, 0x5a, 0x68], "compressed by bzip2; unpack it first"],
];

/** Members that tell an office document, which is a ZIP archive, from an archive of documents. */
const officeMembers: readonly [member: string, refused: string][] = [
  ["xl/workbook.xml", "a workbook (XLSX); save the report as DOCX or PDF"],
  ["ppt/presentation.xml", "a presentation (PPTX); save it as PDF"],
  ["content.xml", "an OpenDocument text (ODT); save it as DOCX or PDF"],
  ["META-INF/container.xml", "a book (EPUB); save it as HTML or PDF"],
];

/** PDF readers allow that much before the header. */
const pdfHeaderWithin = 1024;
const htmlStart =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|table|div|section|article|main)\b/i;

export function sniff(bytes: Uint8Array): Sniffed {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return sniffZip(bytes);
  for (const [signature, refused] of signatures) if (startsWith(bytes, signature)) return { refused };
  if (findPdfHeader(bytes) >= 0) return { format: "pdf" };
  const head = startOfText(bytes);
  if (/^MIME-Version:|^From:[\s\S]{0,300}\nMIME-Version:/i.test(head) && /multipart\/related/i.test(head)) {
    return { refused: "a web archive (MHTML); save the page as HTML" };
  }
  return { format: htmlStart.test(head) ? "html" : "text" };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** "%PDF-" at the start of the file, or behind what is no text of its own. */
function findPdfHeader(bytes: Uint8Array): number {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, pdfHeaderWithin));
  const at = head.indexOf("%PDF-");
  // A text that speaks of the header has it in the middle of a line.
  return at <= 0 || /[\r\n\0]$/.test(head.slice(0, at)) ? at : -1;
}

/** Enough to tell HTML from text, in UTF-8, UTF-16 or any encoding that holds ASCII. */
function startOfText(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 4096);
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return decode(head, "utf-16le");
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return decode(head, "utf-16be");
  return decode(head, "latin1").replace(/^\u00ef\u00bb\u00bf/, "");
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

function sniffZip(bytes: Uint8Array): Sniffed {
  try {
    const paths = new Set(listEntries(bytes, 10_000, undefined).map(({ path }) => path));
    if (paths.has("word/document.xml")) return { format: "docx" };
    const other = officeMembers.find(
      ([member]) => paths.has(member) && paths.has("mimetype") === /content|META/.test(member),
    );
    if (other) return { refused: other[1] };
  } catch {
    // Whoever opens the archive says what is wrong with it.
  }
  return { format: "zip" };
}
