/**
 * Word documents (DOCX) as text, with the cells of tables apart and text boxes on lines of their own.
 *
 *     import { readDocx } from "certdelta/docx";
 *
 *     const { text } = readDocx(bytes, { name: "issue-43-2023.docx" });
 *     const report = certdelta.parse(text, { input: "text" });
 */
import { readPart } from "./docx/body.js";
import { drawnText, shownParts } from "./docx/sections.js";
import { textStyles } from "./docx/styles.js";
import { CertdeltaError } from "./errors.js";
import { allOmitted, type Omission, Omissions } from "./omissions.js";
import { optionsOf } from "./options.js";
import { TextFlow } from "./text-flow.js";
import { type Bytes, toBytes } from "./utf8.js";
import { type Entry, listEntries } from "./zip/directory.js";
import { inflateEntry } from "./zip/inflate.js";
import { type ZipOptions, zipDefaults } from "./zip.js";

export { CertdeltaError } from "./errors.js";
export type { Omission } from "./omissions.js";

/** How a Word document is read. */
export interface DocxOptions {
  /** Name of the document; it goes into errors. */
  name?: string;
  /** What the parts of the document that are read may inflate to together: 32 MiB. */
  maxBytes?: number;
}

/** What a Word document says. */
export interface DocxText {
  format: "docx";
  /** Headers that pages show, the body, notes, footers: a line for each paragraph. Evidence indexes this text. */
  text: string;
  /** Text that is in the document and not in `text`. */
  omitted: Omission[];
}

const defaultMaxBytes = 32 * 1024 * 1024;

/** Reads a document. Throws CertdeltaError. */
export function readDocx(document: Bytes, options?: DocxOptions): DocxText {
  const { name: source, maxBytes = defaultMaxBytes } = optionsOf(options, { name: true, maxBytes: true });
  const bytes = toBytes(document, source);
  const { maxMembers, maxRatio }: Required<Omit<ZipOptions, "name">> = zipDefaults;
  const entries = listEntries(bytes, maxMembers, source);
  let left = maxBytes;
  const partText = (entry: Entry) => {
    if (entry.size > left) {
      throw new CertdeltaError("too-large", `its parts inflate to more than ${maxBytes} bytes`, { source });
    }
    const part = inflateEntry(bytes, entry, left, maxRatio, source ?? "");
    left -= part.length;
    return decodeXml(part);
  };
  const body = entries.find(({ path }) => path === "word/document.xml");
  if (body === undefined) {
    const message = "this is no Word document: word/document.xml is missing in it";
    throw new CertdeltaError("unsupported-input", message, { source });
  }

  const styles = entries.find(({ path }) => path === "word/styles.xml");
  const known = textStyles(styles ? partText(styles) : "", source);
  const optional = (wanted: string) => {
    const entry = entries.find(({ path }) => path === wanted);
    return entry ? partText(entry) : "";
  };
  const bodyText = partText(body);
  const shown = shownParts(bodyText, optional("word/_rels/document.xml.rels"), optional("word/settings.xml"), source);
  const omissions = new Omissions();
  const seen = new Set<string>();
  let text = "";
  for (const entry of [
    ...partsLike(/^word\/header\d*\.xml$/),
    body,
    ...partsLike(/^word\/(?:foot|end)notes\.xml$/),
    ...partsLike(/^word\/footer\d*\.xml$/),
  ]) {
    const flow = new TextFlow();
    readPart(entry === body ? bodyText : partText(entry), flow, {
      omissions,
      styles: known,
      notes: shown.notes,
      source,
    });
    const part = flow.finish();
    if (/^word\/(?:header|footer)/.test(entry.path) && !shown.paths.has(entry.path)) {
      omissions.add("hidden", part);
      continue;
    }
    // First pages, left and right pages often have the same header.
    if (part === "" || (entry !== body && seen.has(part))) continue;
    seen.add(part);
    text += text === "" ? part : `\n${part}`;
  }
  for (const entry of partsLike(/^word\/(?:diagrams\/data|charts\/chart)\d*\.xml$/)) {
    omissions.add("embedded", ` ${drawnText(partText(entry), source)}`);
  }
  for (const path of shown.chunks) {
    const chunk = entries.find((entry) => entry.path === path);
    const isText = /\.(?:x?html?|txt|xml)$/i.test(path);
    const content = chunk && isText ? partText(chunk).replace(/<[^>]*>/g, " ") : "";
    omissions.add("embedded", content.trim() === "" ? ` a document inside of it: ${path}` : ` ${content}`);
  }
  const omitted = omissions.finish();
  if (text === "") {
    throw new CertdeltaError("empty-input", `the document shows no text${allOmitted(omitted)}`, { source });
  }
  return { format: "docx", text, omitted };

  function partsLike(pattern: RegExp): Entry[] {
    return entries
      .filter(({ path }) => pattern.test(path))
      .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
  }
}

function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}
