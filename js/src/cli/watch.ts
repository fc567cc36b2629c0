/** Files as they come into folders, or change there. */
import { basename, dirname, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { BatchFile } from "./documents.js";
import { isAmong, isDocument, sourceName } from "./input.js";
import { remarkOnOthers } from "./output.js";

/** A file is taken when nobody has written to it for that long, in milliseconds. */
const quiet = 300;

export class FileWatch {
  readonly #paths: readonly string[];
  readonly #watcher: FSWatcher;
  /** What came or changed and was not taken yet, by path. */
  readonly #changed = new Set<string>();
  /** Something went away: nothing to read, but what was made of it is out of date. */
  #removed = false;
  /** What files are called, by path. */
  readonly #names = new Map<string, string>();
  #ended = false;
  #wake = () => {};

  private constructor(paths: readonly string[], watcher: FSWatcher) {
    this.#paths = paths;
    this.#watcher = watcher;
    const take = (path: string) => {
      this.#changed.add(path);
      this.#wake();
    };
    watcher.on("add", take).on("change", take);
    watcher.on("unlink", () => {
      this.#removed = true;
      this.#wake();
    });
  }

  /** Sees everything that happens from now on. Not the `own` files, which the command itself writes. */
  static async open(paths: readonly string[], own: readonly string[] = []): Promise<FileWatch> {
    const isHidden = (path: string) =>
      paths.every((root) => /(?:^|[\\/])\.[^./\\]/.test(relative(root, path))) || isAmong(path, own);
    const watcher = watch([...paths], {
      ignored: isHidden,
      ignoreInitial: true,
      followSymlinks: false,
      awaitWriteFinish: { stabilityThreshold: quiet, pollInterval: quiet / 6 },
    });
    const files = new FileWatch(paths, watcher);
    await new Promise<void>((resolve) => watcher.once("ready", resolve));
    return files;
  }

  /** Ends `changes` and `eachFile`. */
  close(): void {
    this.#ended = true;
    void this.#watcher.close();
    this.#wake();
  }

  /** What came or changed since the last time, whenever that is something; removals alone give no files. */
  async *changes(): AsyncGenerator<BatchFile[], void, undefined> {
    while (!this.#ended) {
      if (this.#changed.size === 0 && !this.#removed) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const files = [...this.#changed].map((path) => this.#fileAt(path));
      this.#changed.clear();
      this.#removed = false;
      yield await documentsAmong(files);
    }
  }

  /** `first`, then each file as it comes. */
  async *eachFile(first: readonly BatchFile[]): AsyncGenerator<BatchFile, void, undefined> {
    for (const file of first) {
      if (this.#ended) return;
      this.#names.set(file.path, file.name);
      yield file;
    }
    for await (const files of this.changes()) yield* files;
  }

  #fileAt(path: string): BatchFile {
    const root = this.#paths.find((each) => each !== path && !relative(each, path).startsWith("..")) ?? path;
    const inside = relative(root, path).split(sep).join("/");
    return { path, name: this.#nameOf(path, inside || sourceName(path)), collected: root !== path };
  }

  /** As `nameApart` does it, of files that come one by one: another one may have that name already. */
  #nameOf(path: string, name: string): string {
    const isTaken = Array.from(this.#names).some(([other, taken]) => taken === name && other !== path);
    const own = this.#names.get(path) ?? (isTaken ? path : name);
    this.#names.set(path, own);
    return own;
  }
}

/** As of a folder that is listed, only documents are read of what comes into one; the rest is told. */
async function documentsAmong(files: readonly BatchFile[]): Promise<BatchFile[]> {
  const documents: BatchFile[] = [];
  for (const file of files) {
    if (!file.collected || (await isDocument(file.path))) documents.push(file);
    else remarkOnOthers(dirname(file.path), [basename(file.path)]);
  }
  return documents;
}

/** Runs `work` until it ends by itself, or the user asks for an end: closing `files` is the command's own way to end well. */
export async function untilInterrupted<T>(files: FileWatch, work: () => Promise<T>): Promise<T> {
  const close = () => files.close();
  process.once("SIGINT", close);
  process.once("SIGTERM", close);
  try {
    return await work();
  } finally {
    files.close();
    process.off("SIGINT", close);
    process.off("SIGTERM", close);
  }
}
