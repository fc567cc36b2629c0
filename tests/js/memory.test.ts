/** What long-lived processes rely on: memory that does not grow, that is given back, and workers that end. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../corpus/command.mjs";

/** Runs a module of its own process, in which `gc()` collects and `memories` are those of all WebAssembly instances. */
async function inProcess(script: string): Promise<unknown> {
  const prelude = `
    import { setImmediate as turn } from "node:timers/promises";
    import { readFileSync } from "node:fs";
    const memories = [];
    const Instance = WebAssembly.Instance;
    WebAssembly.Instance = class extends Instance {
      constructor(...args) { super(...args); memories.push(new WeakRef(this.exports.memory)); }
    };
    const collect = async () => { for (let i = 0; i < 4; i++) { await turn(); gc(); } };
    const alive = () => memories.filter((memory) => memory.deref()).length;
    const texts = ["issue-20-2024.md", "issue-21-2024.md"].map((name) => readFileSync("tests/e2e/fixtures/" + name, "utf8"));
    const { load } = await import("certdelta");
    const certdelta = await load();
  `;
  const args = ["--expose-gc", "--input-type=module", "--eval", `${prelude}${script}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, timeout: 170_000 });
  return JSON.parse(stdout);
}

test("ten thousand parses, good and bad, leave neither heap nor WebAssembly memory larger", {
  timeout: 180_000,
}, async () => {
  const { before, after, values } = (await inProcess(`
    const values = new Set();
    const round = (times) => {
      for (let i = 0; i < times; i++) {
        values.add(certdelta.parse(texts[i % 2], { name: i + ".md" }).fields["incidents.handled.total"].value);
        if (i % 10 === 0) try { certdelta.parse("bad \\0 input", { name: i + ".md" }); } catch (error) { values.add(error.code); }
        if (i % 100 === 0) certdelta.compare(texts[0], texts[1]);
      }
    };
    const measure = async () => {
      await collect();
      const { heapUsed, external } = process.memoryUsage();
      return { heapUsed, external, wasm: memories.map((memory) => memory.deref()?.buffer.byteLength) };
    };
    round(500);
    const before = await measure();
    round(10_000);
    const after = await measure();
    console.log(JSON.stringify({ before, after, values: [...values] }));
  `)) as Record<"before" | "after", { heapUsed: number; external: number; wasm: number[] }> & { values: unknown[] };
  expect(values).toEqual([240, "binary-input", 300]);
  expect(after.wasm).toEqual(before.wasm);
  expect(after.heapUsed - before.heapUsed).toBeLessThan(1e6);
  expect(after.external - before.external).toBeLessThan(1e6);
});

test("close gives the core's memory back, though the object is still held", async () => {
  const outcome = await inProcess(`
    certdelta.parse(texts[0]);
    await collect();
    const open = alive();
    certdelta.close();
    await collect();
    let code = "";
    try { certdelta.parse(texts[0]); } catch (error) { code = error.code; }
    console.log(JSON.stringify({ open, closed: alive(), code }));
  `);
  expect(outcome).toEqual({ open: 1, closed: 0, code: "closed" });
});

test.each([
  ["break", "for await (const result of stream()) { names.push(result.name); break; }"],
  ["return()", "const results = stream(); names.push((await results.next()).value.name); await results.return();"],
  [
    "an exception in the loop",
    "try { for await (const result of stream()) { names.push(result.name); throw new Error(); } } catch {}",
  ],
  ["forgetting it", "const results = stream(); names.push((await results.next()).value.name);"],
])("a stream that is left by %s keeps no worker, and no process, alive", async (_, leave) => {
  const outcome = await inProcess(`
    const names = [];
    function* documents() { for (let i = 0; ; i++) yield { name: i + ".md", document: texts[i % 2] }; }
    const stream = () => certdelta.parseStream(documents(), { concurrency: 2 });
    ${leave}
    console.log(JSON.stringify(names));
  `);
  expect(outcome).toEqual(["0.md"]);
});
