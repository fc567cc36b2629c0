import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { CertdeltaError, load, unload } from "certdelta";
import { loadPdf } from "certdelta/pdf";
import { afterEach, describe, expect, it } from "vitest";
import { newerText, olderText } from "./fixtures.ts";

const corePath = fileURLToPath(new URL("../../dist/wasm/certdelta.core.wasm", import.meta.url));

afterEach(unload);

describe("load", () => {
  it("gives one object, however often it is called", async () => {
    expect(await load()).toBe(await load());
  });

  it("starts afresh after unload, and what was loaded before goes on working", async () => {
    const before = await load();
    unload();
    const after = await load();
    expect(after).not.toBe(before);
    expect(before.parse(olderText)).toEqual(after.parse(olderText));
  });

  it("does not remember a failure", async () => {
    const core = await readFile(corePath);
    const wasm = new Uint8Array(core.length);
    await expect(load({ wasm })).rejects.toMatchObject({ code: "invalid-wasm" });
    wasm.set(core);
    await expect(load({ wasm })).resolves.toBeDefined();
  });

  it("takes bytes, a compiled module and a response, all with the same records", async () => {
    const bytes = await readFile(corePath);
    const record = (await load()).parseAs("json", newerText);
    const sources = [bytes, await WebAssembly.compile(bytes), new Response(bytes)];
    for (const wasm of sources) expect((await load({ wasm })).parseAs("json", newerText)).toBe(record);
  });

  it.each([5, "core.wasm", null, { wasm: 5 }, { wasm: "core.wasm" }, { wasm: null }])(
    "refuses %j, which is no source of a module",
    async (options) => {
      await expect(load(options as never)).rejects.toMatchObject({ name: "CertdeltaError", code: "usage" });
      await expect(loadPdf(options as never)).rejects.toMatchObject({ name: "CertdeltaError", code: "usage" });
    },
  );

  it("throws errors that Node prints under the name of their class", async () => {
    const error = await load({ wasm: new Uint8Array(8) }).catch((reason: unknown) => reason);
    expect(inspect(error)).toMatch(/^CertdeltaError: /u);
    expect(CertdeltaError.name).toBe("CertdeltaError");
  });

  it("names the status of a response that failed", async () => {
    await expect(load({ wasm: new Response("", { status: 404 }) })).rejects.toThrow(/404/);
  });

  it("says what the core is and which profiles it carries", async () => {
    const { info } = await load();
    expect(info).toMatchObject({ name: "certdelta", version: "0.1.0", abi: 1 });
    const english = info.profiles.find(({ id }) => id === "cncert-weekly.en");
    expect(english?.fields.find(({ name }) => name === "incidents.handled.total")).toMatchObject({ type: "count" });
  });
});

describe("the CommonJS build", () => {
  it("gives the same records as the module build", async () => {
    const required = createRequire(import.meta.url)("certdelta") as typeof import("certdelta");
    const [fromModule, fromCommonJs] = [await load(), await required.load()];
    expect(fromCommonJs.parseAs("json", newerText)).toBe(fromModule.parseAs("json", newerText));
  });
});

describe("what browsers load", () => {
  const both = ["index", "export", "worker", "pdf", "docx", "html", "zip"].flatMap((name) => [
    `${name}.js`,
    `${name}.cjs`,
  ]);
  // slim.cjs finds the file beside it as Node does; bundlers for browsers take slim.js.
  it.each(["slim.js", ...both])(
    "%s needs no other package and no module of Node, and uses neither eval nor top-level await",
    async (file) => {
      const code = await readFile(fileURLToPath(new URL(`../../js/dist/${file}`, import.meta.url)), "utf8");
      expect(code).not.toMatch(
        /\b(?:from|import\(?|require\()\s*["']node:|\brequire\((?!"\.\/)|new Function|\beval\(|^await /m,
      );
    },
  );
});
