/**
 * fflate for the writer of workbooks. Its own `zip` starts workers, which content security policies forbid and Node lacks;
 * this one works on the spot, as a workbook of rows is small.
 */
import { type AsyncZippable, type FlateCallback, type FlateError, type Zippable, zipSync } from "fflate/browser";

export * from "fflate/browser";

export function zip(files: AsyncZippable, done: FlateCallback): void {
  let archive: Uint8Array<ArrayBuffer>;
  try {
    archive = zipSync(files as Zippable);
  } catch (error) {
    done(error as FlateError, new Uint8Array());
    return;
  }
  done(null, archive);
}
