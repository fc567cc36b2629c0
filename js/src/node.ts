/** Streams of Node. */
import { Duplex } from "node:stream";
import type { Certdelta, ParseStreamOptions, StreamItem } from "./certdelta.js";

/**
 * A stream that takes documents (or `{ name, document }`) and gives what became of each, in order:
 *
 *     await pipeline(source, parseDuplex(certdelta), async function* (results) { ... });
 */
export function parseDuplex(certdelta: Certdelta, options?: ParseStreamOptions): Duplex {
  return Duplex.from((documents: AsyncIterable<StreamItem>) => certdelta.parseStream(documents, options));
}
