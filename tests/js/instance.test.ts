/** How the package drives an instance of the core, on a core that misbehaves on demand (fake-core.wat). */
import { type Certdelta, CertdeltaError, load } from "certdelta";
import { beforeEach, describe, expect, it } from "vitest";
import { assembleFakeCore } from "./fake-core.ts";

const fake = assembleFakeCore();
let certdelta: Certdelta;

beforeEach(async () => {
  certdelta = await load({ wasm: fake.slice() });
});

function errorOf(act: () => unknown): CertdeltaError {
  try {
    act();
  } catch (error) {
    if (error instanceof CertdeltaError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("memory", () => {
  it("is seen anew after every call, though each allocation detaches the views before it", () => {
    const document = "naïve 网络 text, long enough to be worth copying";
    expect(certdelta.explain(document, { name: "a.md" })).toBe(document);
  });

  it("is given back after success and after an error", () => {
    const before = certdelta.parse("fine");
    certdelta.explain("a document", { name: "a.md" });
    errorOf(() => certdelta.parse("fail", { name: "a.md" }));
    expect(certdelta.parse("fine")).toEqual(before);
  });
});

describe("a reported error", () => {
  it("becomes a CertdeltaError with code, source and place", () => {
    const error = errorOf(() => certdelta.parse("fail"));
    expect(error).toMatchObject({
      code: "invalid-utf8",
      source: "a.md",
      message: "bad byte",
      offset: 7,
      line: 2,
      column: 3,
    });
    expect(JSON.stringify(error)).toBe(
      '{"schema":"certdelta.error/1","source":"a.md","code":"invalid-utf8","message":"bad byte","offset":7,"line":2,"column":3}',
    );
  });

  it("leaves the instance and its profiles alone", () => {
    certdelta.addProfile({ id: "x.en", version: 1 });
    errorOf(() => certdelta.parse("fail"));
    expect(certdelta.parse("fine")).toMatchObject({ added: 1 });
  });
});

describe("a trap", () => {
  it.each(["trap", "loop"])("of the core (%s) is an error with a code and the document's name", (document) => {
    expect(errorOf(() => certdelta.parse(document, { name: "bad.md" }))).toMatchObject({
      code: "trap",
      source: "bad.md",
    });
  });

  it("costs the instance, not the work: the next call runs on a fresh one with the same profiles", () => {
    certdelta.addProfile({ id: "x.en", version: 1 });
    certdelta.addProfile('{"id":"y.en","version":1}');
    errorOf(() => certdelta.parse("trap"));
    expect(certdelta.parse("fine")).toMatchObject({ added: 2 });
  });
});

describe("memory that runs out", () => {
  it("is an error, and the next document is read", () => {
    const large = "x".repeat(2 << 20);
    expect(errorOf(() => certdelta.explain(large, { name: "large.md" }))).toMatchObject({
      code: "out-of-memory",
      source: "large.md",
    });
    expect(certdelta.explain("small")).toBe("small");
  });
});

describe("a document over the limit", () => {
  it("is refused before it is copied into memory", () => {
    const tooLarge = new Uint8Array(32 * 1024 * 1024 + 1);
    expect(errorOf(() => certdelta.parse(tooLarge, { name: "huge.md" }))).toMatchObject({
      code: "too-large",
      source: "huge.md",
    });
  });
});

describe("a module that is no core", () => {
  const codeOf = (wasm: Uint8Array<ArrayBuffer>) =>
    load({ wasm }).then(
      () => "loaded",
      (error: CertdeltaError) => error.code,
    );

  it("is refused when it is no WebAssembly", async () => {
    expect(await codeOf(new TextEncoder().encode("no wasm at all"))).toBe("invalid-wasm");
  });

  it("is refused when it has no ABI of ours", async () => {
    expect(await codeOf(assembleFakeCore(() => "(module)"))).toBe("invalid-wasm");
  });

  it("is refused when its ABI is another version", async () => {
    const other = assembleFakeCore((wat) =>
      wat.replace('_abi_version") (result i32) (i32.const 1)', '_abi_version") (result i32) (i32.const 2)'),
    );
    expect(await codeOf(other)).toBe("invalid-wasm");
  });

  it("is refused when it needs imports", async () => {
    const wat = (text: string) => text.replace("(module", '(module (import "env" "abort" (func))');
    expect(await codeOf(assembleFakeCore(wat))).toBe("invalid-wasm");
  });
});
