import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { load } from "certdelta";

// In a page: new Worker(new URL("certdelta/worker", import.meta.url), { type: "module" })
const worker = () => new Worker(new URL(import.meta.resolve("certdelta/worker")));

const certdelta = await load();
const document = readFileSync(new URL("reports/issue-21-2024.md", import.meta.url));
for await (const { report } of certdelta.parseStream([document], { worker, concurrency: 1 })) {
  console.log(report.period); // { start: '2024-05-20', end: '2024-05-26' }
}
