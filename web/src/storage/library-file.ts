/**
 * The whole library as one file: a line of JSON, then the originals one after the other. They are cut out of the file without
 * being read, so a library of thousands of PDF documents needs no memory for them.
 */
import { type Certdelta, CertdeltaError, type Report, recordLine } from "certdelta";
import { countsOf } from "../reading/counts.ts";
import type { ReadAnswer } from "../reading/protocol.ts";

const schema = "certdelta.library/1";
const signature = `{"schema":"${schema}"`;

export interface LibraryDocument {
  name: string;
  record: string;
  text: string;
  original: Blob | undefined;
}

interface Header {
  schema: string;
  profiles: string[];
  documents: { name: string; record: string; text: string; original: number | null }[];
}

/** Writes the list one document after the other, so that a large library does not hold the page up. */
export async function writeLibraryFile(
  documents: AsyncIterable<LibraryDocument> | Iterable<LibraryDocument>,
  profiles: readonly string[],
): Promise<Blob> {
  const list: BlobPart[] = [`${signature},"profiles":${JSON.stringify(profiles)},"documents":[`];
  const originals: Blob[] = [];
  for await (const { name, record, text, original } of documents) {
    const listed: Header["documents"][number] = { name, record, text, original: original?.size ?? null };
    list.push(list.length > 1 ? "," : "", JSON.stringify(listed));
    if (original) originals.push(original);
  }
  return new Blob([...list, "]}\n", ...originals], { type: "application/octet-stream" });
}

export function startsAsLibrary(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, signature.length)) === signature;
}

export async function isLibraryFile(file: Blob): Promise<boolean> {
  return (await file.slice(0, signature.length).text()) === signature;
}

/** Every record is looked at by the core: a library file may come from anybody. Throws CertdeltaError. */
export async function readLibraryFile(certdelta: Certdelta, file: Blob): Promise<Omit<ReadAnswer, "generation">> {
  const end = await headerEnd(file);
  const header = parseHeader(await file.slice(0, end).text());
  let offset = end + 1;
  const documents = header.documents.map(({ name, record, text, original }) => {
    const begin = offset;
    offset += original ?? 0;
    try {
      if (offset > file.size) {
        throw new CertdeltaError("damaged-input", "the library file ends before this document does", { source: name });
      }
      const written = certdelta.parseAs("json", record, name);
      const report = JSON.parse(written) as Report;
      return {
        name,
        record: written,
        line: recordLine(written),
        counts: countsOf(report),
        text,
        ...(original !== null && { original: file.slice(begin, offset) }),
      };
    } catch (error) {
      if (!(error instanceof CertdeltaError)) throw error;
      return { name, error: error.toJSON() };
    }
  });
  const sound = (profile: string) => certdelta.lintProfile(profile).every(({ severity }) => severity !== "error");
  return { documents, profiles: header.profiles.filter(sound) };
}

async function headerEnd(file: Blob): Promise<number> {
  const piece = 1 << 20;
  for (let begin = 0; begin < file.size; begin += piece) {
    const bytes = new Uint8Array(await file.slice(begin, begin + piece).arrayBuffer());
    const at = bytes.indexOf(0x0a);
    if (at >= 0) return begin + at;
  }
  throw new CertdeltaError("damaged-input", "the library file ends before its list of documents does");
}

function parseHeader(json: string): Header {
  const damaged = new CertdeltaError("damaged-input", "the list of documents of the library file cannot be read");
  let header: Header;
  try {
    header = JSON.parse(json) as Header;
  } catch {
    throw damaged;
  }
  const isText = (value: unknown) => typeof value === "string";
  const fits =
    Array.isArray(header.profiles) &&
    header.profiles.every(isText) &&
    Array.isArray(header.documents) &&
    header.documents.every(
      (each) =>
        isText(each?.name) &&
        isText(each.record) &&
        isText(each.text) &&
        (each.original === null || (Number.isSafeInteger(each.original) && each.original >= 0)),
    );
  if (!fits) throw damaged;
  return header;
}
