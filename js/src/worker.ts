/**
 * The worker of `parseStream`, a script of its own: `certdelta/worker` is for pages whose content security policy allows no
 * worker from a Blob, and for bundlers that want to see every worker. It is a classic script and a module alike, and needs no
 * other file: the core comes to it, compiled, with the first message.
 *
 *     const worker = () => new Worker(new URL("certdelta/worker", import.meta.url), { type: "module" });
 *     for await (const result of certdelta.parseStream(documents, { worker })) { ... }
 */
import { Core } from "./abi.js";
import { CertdeltaError } from "./errors.js";
import { nodeModule } from "./platform.js";
import type { Answer, Start, Task } from "./stream/messages.js";

interface Port {
  postMessage(message: Answer, transfer?: Transferable[]): void;
}

/** A worker of the web, or a thread of Node, where nothing is imported for the sake of bundlers. */
function listen(receive: (message: Start | Task, port: Port) => void): void {
  const thread = nodeModule("node:worker_threads")?.parentPort;
  if (thread) {
    thread.on("message", (message: Start | Task) => receive(message, thread));
    return;
  }
  const web = globalThis as unknown as Port & { onmessage: (event: MessageEvent) => void };
  web.onmessage = ({ data }) => receive(data, web);
}

let core: Core | undefined;

listen((message, port) => {
  if ("module" in message) {
    const started = new Core(message.module);
    for (const { json, options } of message.profiles) started.addProfile(json, options, "");
    core = started;
    port.postMessage({ ready: true });
    return;
  }
  const { document, options, name } = message;
  try {
    const record = (core as Core).call("parse", [document, options], name);
    port.postMessage({ record }, [record.buffer as ArrayBuffer]);
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    port.postMessage({ error: error.toJSON() });
  }
});
