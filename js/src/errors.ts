import type { ErrorRecord } from "./types.js";

/** What went wrong, in words that scripts can rely on. Those with a comment come from this package, all others from the core. */
export type ErrorCode =
  | "empty-input"
  | "binary-input"
  | "invalid-utf8"
  | "too-large"
  | "unsupported-input"
  /** It asks for a password, or for another one. */
  | "encrypted-input"
  /** The file breaks its own format: cut off, or changed on its way. */
  | "damaged-input"
  /** The pages of a PDF are pictures: there is no text in it. */
  | "scanned-input"
  /** Reading it took longer than it may. */
  | "timeout"
  | "invalid-json"
  | "invalid-record"
  | "invalid-profile"
  | "not-found"
  | "is-directory"
  | "unreadable"
  | "unwritable"
  | "usage"
  /** WebAssembly memory could not grow far enough for the input. */
  | "out-of-memory"
  /** The core broke down on this input: a bug of certdelta. The next call works on a fresh instance. */
  | "trap"
  /** The object was closed. */
  | "closed"
  /** What was given as `wasm` is not a core that this package can drive. */
  | "invalid-wasm";

/** Where something went wrong, as far as that is known. */
export interface ErrorDetails {
  source?: string | null | undefined;
  offset?: number | undefined;
  line?: number | undefined;
  column?: number | undefined;
  cause?: unknown;
}

/** The one error class of certdelta. `message` is a sentence without the source's name and without a full stop. */
export class CertdeltaError extends Error {
  override readonly name = "CertdeltaError";
  readonly code: ErrorCode;
  /** Name of the document or file; empty when unknown. */
  readonly source: string;
  /** Byte offset in the source. */
  readonly offset: number | undefined;
  /** 1-based line in the source. */
  readonly line: number | undefined;
  /** 1-based column, in characters (code points), in that line. */
  readonly column: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.source = details.source ?? "";
    this.offset = details.offset;
    this.line = details.line;
    this.column = details.column;
  }

  /** Source, line and column as compilers write them, as far as they are known: "issue-43.md:2:8"; empty when nothing is. */
  get where(): string {
    return [this.source, this.line, this.line === undefined ? undefined : this.column]
      .filter((part) => part !== undefined && part !== "")
      .join(":");
  }

  /** The error that a `certdelta.error/1` record tells of. */
  static fromRecord(record: ErrorRecord): CertdeltaError {
    return errorFrom(record);
  }

  /** The error as a `certdelta.error/1` record, keys in the schema's order. */
  toJSON(): ErrorRecord {
    return {
      schema: "certdelta.error/1",
      source: this.source === "" ? null : this.source,
      code: this.code,
      message: this.message,
      ...(this.offset === undefined ? {} : { offset: this.offset }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.column === undefined ? {} : { column: this.column }),
    };
  }
}

/** Outside of the class: esbuild calls one that names itself "_CertdeltaError", and so does what Node prints of it. */
function errorFrom(record: ErrorRecord): CertdeltaError {
  return new CertdeltaError(record.code, record.message, record);
}

/** What every call on a closed object throws. */
export function closedError(): CertdeltaError {
  return new CertdeltaError("closed", "this certdelta was closed; load() gives a new one");
}
