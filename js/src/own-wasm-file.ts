/** The core as the file beside this script: what "certdelta/slim" has in place of own-wasm.ts. */
import type { WasmSource } from "./compile.js";

export function ownWasm(): WasmSource {
  return new URL("./certdelta.core.wasm", import.meta.url);
}
