/** The core itself, not one made for tests, where memory runs out: that call fails, and the next one works. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Certdelta, CertdeltaError, load } from "certdelta";
import { beforeEach, expect, test } from "vitest";
import { newerText, olderText } from "./fixtures.ts";

const core = readFileSync(fileURLToPath(new URL("../../dist/wasm/certdelta.core.wasm", import.meta.url)));
const pageSize = 65_536;

/** An unsigned number as WebAssembly writes it: seven bits a byte, the lowest first (LEB128). */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...leb(Math.floor(value / 128))];
}

function readLeb(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = at; ; i++) {
    const byte = bytes[i] as number;
    value += (byte % 128) * 128 ** (i - at);
    if (byte < 128) return { value, end: i + 1 };
  }
}

/** The module with a memory that does not grow beyond `bytes` (section 5 of the binary format: flag, minimum, maximum). */
function withMemoryOf(bytes: number, module: Uint8Array): Uint8Array<ArrayBuffer> {
  for (let at = 8; at < module.length; ) {
    const { value: size, end: start } = readLeb(module, at + 1);
    if (module[at] !== 5) {
      at = start + size;
      continue;
    }
    const { value: minimum } = readLeb(module, start + 2);
    const section = [1, 1, ...leb(minimum), ...leb(Math.floor(bytes / pageSize))];
    return new Uint8Array([
      ...module.subarray(0, at),
      5,
      ...leb(section.length),
      ...section,
      ...module.subarray(start + size),
    ]);
  }
  throw new Error("the module has no memory");
}

let certdelta: Certdelta;
let wanted: string;

beforeEach(async () => {
  wanted = (await load()).parseAs("json", newerText);
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return "";
  } catch (error) {
    return error instanceof CertdeltaError ? error.code : String(error);
  }
}

/** A document whose record is many times as large as itself. */
const figures = `${olderText}\n${"Figures 1, 2, 3, 4, 5, 6, 7, 8 and 9.\n".repeat(20_000)}`;

test("memory that runs out while the core reads is a trap of that call only, and profiles that were added stay", async () => {
  certdelta = await load({ wasm: withMemoryOf(14 << 20, core) });
  certdelta.addProfile({
    schema: "certdelta.profile/1",
    id: "harbour-weekly.en",
    version: 1,
    language: "en",
    title: { en: "Harbour weekly", zh: "Harbour weekly" },
    identify: { titles: ["Harbour CERT Weekly"], threshold: 2 },
    fields: [{ name: "incidents", type: "count", unit: "incidents", label: { en: "Incidents", zh: "Incidents" } }],
    rules: [{ id: "incidents", templates: ["The team handled {incidents} incidents"] }],
  });
  for (let round = 0; round < 3; round++) {
    expect(codeOf(() => certdelta.parse(figures, "figures.md"))).toBe("trap");
    expect(certdelta.parseAs("json", newerText)).toBe(wanted);
  }
  expect(certdelta.parse("Harbour CERT Weekly\n\nThe team handled 12 incidents.\n").profile?.id).toBe(
    "harbour-weekly.en",
  );
});

test("memory that has no room for the document is told as that, and the next one is read", async () => {
  certdelta = await load({ wasm: withMemoryOf(12 << 20, core) });
  expect(codeOf(() => certdelta.parse("x".repeat(16 << 20), "large.md"))).toBe("out-of-memory");
  expect(certdelta.parseAs("json", newerText)).toBe(wanted);
});
