/** The core that the package carries, inside this very script: no file, no request. "certdelta/slim" has own-wasm-file.ts. */
import inlinedCore from "../../dist/wasm/certdelta.core.wasm";
import { decodeBase64 } from "./base64.js";
import type { WasmSource } from "./compile.js";

export function ownWasm(): WasmSource {
  return decodeBase64(inlinedCore);
}
