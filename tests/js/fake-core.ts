import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Assembles fake-core.wat; `edit` changes its text first. */
export function assembleFakeCore(edit: (wat: string) => string = (wat) => wat): Uint8Array<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), "certdelta-"));
  try {
    const wasm = join(folder, "fake-core.wasm");
    const wat = readFileSync(fileURLToPath(new URL("fake-core.wat", import.meta.url)), "utf8");
    execFileSync("wat2wasm", ["-", "-o", wasm], { input: edit(wat) });
    return new Uint8Array(readFileSync(wasm));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
