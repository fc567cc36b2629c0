/** Files out of what the user chose, dropped or pasted. */
import type { DocumentSource } from "./protocol.ts";

export function fromFiles(files: Iterable<File>): DocumentSource[] {
  return Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, content: file }));
}

/** Files of a drop; folders give all the files in them, named by their path. */
export async function fromDrop(data: DataTransfer): Promise<DocumentSource[]> {
  // All must be taken before the first await: the browser empties the list once the event is over.
  const text = data.getData("text/plain");
  const dropped = Array.from(data.items, (item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files = await Promise.all(
    dropped.map(({ entry, file }) => (entry?.isDirectory ? filesIn(entry) : file ? fromFiles([file]) : [])),
  );
  const sources = files.flat();
  return sources.length > 0 || text === "" ? sources : [fromText(text)];
}

export function fromPaste(data: DataTransfer): DocumentSource[] {
  if (data.files.length > 0) return fromFiles(data.files);
  const text = data.getData("text/plain");
  return text === "" ? [] : [fromText(text)];
}

/** Named by the time of day: names of the library should not come again after a reload. */
function fromText(text: string): DocumentSource {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return { name: `pasted-${time}.txt`, content: text };
}

/** Files whose names begin with a dot are the system's own. */
async function filesIn(entry: FileSystemEntry): Promise<DocumentSource[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ""), content: file }];
  }
  const files: DocumentSource[] = [];
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
