/** Files out of what the user chose, dropped or pasted. */
import type { DocumentSource } from "./protocol.ts";

export function fromFiles(files: Iterable<File>): DocumentSource[] {
  return Array.from(files, (file) => ({ name: file.name, content: file }));
}

/** Files of a drop; folders give all the files in them. */
export async function fromDrop(data: DataTransfer): Promise<DocumentSource[]> {
  // All must be taken before the first await: the browser empties the list once the event is over.
  const text = data.getData("text/plain");
  const dropped = Array.from(data.items, (item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files = await Promise.all(
    dropped.map(({ entry, file }) => (entry?.isDirectory ? filesIn(entry) : file ? [file] : [])),
  );
  const sources = fromFiles(files.flat());
  return sources.length > 0 || text === "" ? sources : [fromText(text)];
}

export function fromPaste(data: DataTransfer): DocumentSource[] {
  if (data.files.length > 0) return fromFiles(data.files);
  const text = data.getData("text/plain");
  return text === "" ? [] : [fromText(text)];
}

let pasted = 0;

function fromText(text: string): DocumentSource {
  pasted += 1;
  return { name: `pasted-${pasted}.txt`, content: text };
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const files: File[] = [];
  for (const child of await entriesIn(entry as FileSystemDirectoryEntry)) files.push(...(await filesIn(child)));
  return files;
}

/** A directory reader gives its entries in portions, and an empty one at the end. */
async function entriesIn(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    entries.push(...portion);
  }
}
