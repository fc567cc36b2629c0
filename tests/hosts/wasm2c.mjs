// certdelta.wasi.wasm as a native program: wasm2c makes C of it, and wasm2c-wasi.c is its host.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const runtime = "/usr/share/wabt/wasm2c";
const host = fileURLToPath(new URL("wasm2c-wasi.c", import.meta.url));
const cache = fileURLToPath(new URL("../../.cache/wasm2c/", import.meta.url));

/**
 * The program; compiling takes long (twice as long with GCC), so that of the same module is kept.
 * @param {string} module
 */
export function throughC(module) {
  const digest = createHash("sha256").update(Buffer.concat([readFileSync(module), readFileSync(host)]));
  const kept = join(cache, digest.digest("hex").slice(0, 16));
  if (existsSync(kept)) return kept;
  const folder = mkdtempSync(join(tmpdir(), "certdelta-wasm2c-"));
  try {
    const source = join(folder, "module.c");
    execFileSync("wasm2c", [module, "-n", "certdelta", "-o", source]);
    const inputs = [source, host, `${runtime}/wasm-rt-impl.c`];
    const made = join(folder, "command");
    execFileSync("clang-14", ["-O0", "-w", `-I${folder}`, `-I${runtime}`, ...inputs, "-lm", "-o", made]);
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    execFileSync("cp", [made, `${kept}.new`]);
    renameSync(`${kept}.new`, kept);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return kept;
}
