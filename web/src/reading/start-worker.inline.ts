/** The single file carries the worker's script inside and starts it from a Blob. */
import InlineWorker from "./worker.ts?worker&inline";

export function startWorker(): Worker {
  return new InlineWorker();
}
