/** Text documents of a large batch are read by the package's own pool of workers. */
import { inOrder } from "../in-order.js";
import type { Certdelta, StreamItem, StreamResult } from "../index.js";
import { type BatchDocument, named } from "./documents.js";
import type { ReadingOptions } from "./reader.js";

/** For fewer files than this, starting workers takes longer than reading. */
const enoughFiles = 64;

export interface AsideOptions extends ReadingOptions {
  /** Number of files in the batch. */
  files: number;
  /** What a document is called in its record: tables of many tell files of one name apart by their paths. */
  nameOf(document: BatchDocument): string;
}

/**
 * The documents in their order, named by `nameOf`. What is text is read into records where the batch is worth it; a text that is
 * a record itself keeps its name.
 */
export async function* readAside(
  certdelta: Certdelta,
  documents: AsyncIterable<BatchDocument>,
  { files, nameOf, jobs, input }: AsideOptions,
): AsyncGenerator<BatchDocument, void, undefined> {
  const renamed = (document: BatchDocument) =>
    document.report ? { ...document, report: named(document.report, nameOf(document)) } : document;
  if (jobs === 1 || files < enoughFiles) {
    for await (const document of documents) yield renamed(document);
    return;
  }
  const queue = new Queue<StreamItem>();
  const results = certdelta.parseStream(queue, { concurrency: jobs, ...(input && { input }) });
  // One call a document, in the order of the documents: the answers come in the order of the calls.
  let last: Promise<unknown> = Promise.resolve();
  const parse = (item: StreamItem): Promise<StreamResult> => {
    queue.push(item);
    const answer = last.then(async () => (await results.next()).value as StreamResult);
    last = answer;
    return answer;
  };
  try {
    yield* inOrder(documents, 4 * jobs, async (document): Promise<BatchDocument> => {
      if (!document.bytes) return renamed(document);
      const { path, name, collected, bytes } = document;
      const { report, error } = await parse({ name: nameOf(document), document: bytes });
      return report ? { path, name, collected, report } : { path, name, collected, error };
    });
  } finally {
    queue.end();
    await results.return();
  }
}

/** Items for one reader, as they come. */
class Queue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #ended = false;
  #wake = () => {};

  push(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (true) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
