/** What a stream and its workers say to each other. Classes do not cross threads: an error goes over as its record. */
import type { WasmModule } from "../platform.js";
import type { ErrorRecord } from "../types.js";

/** The first message to a worker. */
export interface Start {
  module: WasmModule;
  profiles: AddedProfile[];
}

/** A profile as the core takes it: its JSON, and its options. */
export interface AddedProfile {
  json: Uint8Array;
  options: Uint8Array;
}

/** Arguments of the core's operation "parse". */
export interface Task {
  document: Uint8Array;
  options: Uint8Array;
  name: string;
}

/** The answer to `Start`, then one to each `Task`, in order. */
export type Answer = { ready: true } | { record: Uint8Array } | { error: ErrorRecord };
