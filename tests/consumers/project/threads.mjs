import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { use } from "./use.mjs";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: readFileSync(process.argv[2], "utf8") });
  worker.on("message", (result) => console.log(JSON.stringify(result)));
} else {
  parentPort.postMessage(await use(workerData, { concurrency: 1 }));
}
