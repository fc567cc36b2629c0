/** What the native command makes of the corpus: every artifact, in every host, has to give the same bytes. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { conformanceCorpus, conformancePairs } from "../conformance/corpus.mjs";
import { NATIVE, requireNative } from "../corpus/command.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const artifact = (name: string) => join(root, "dist/wasm", `certdelta.${name}.wasm`);
export const moduleOf = (path: string) => join(root, "node_modules", path);

export interface NamedDocument {
  name: string;
  document: string;
}

export type Pair = [before: NamedDocument, after: NamedDocument];

/** Generated reports of both editions, sound and damaged, and documents that are none at all. */
export const documents: NamedDocument[] = [
  ...conformanceCorpus().map(({ name, text }) => ({ name, document: text })),
  { name: "empty.md", document: "" },
  { name: "binary.md", document: "CNCERT/CC\u0000\u0001\u0002\u0000" },
  { name: "another.md", document: '# Minutes\n\n12 of 30 members were there; a "quorum".\n' },
];

/** As a host that pipes gets them: one JSON object a line. */
export const items = documents.map((document) => `${JSON.stringify(document)}\n`).join("");

/** Two consecutive issues, in each edition. */
export const pairs = conformancePairs()
  .filter((_, index) => index % 4 === 0)
  .map((pair) => pair.map(({ name, text }) => ({ name, document: text })) as Pair);

function native(command: string, inputs: NamedDocument[]): string {
  requireNative();
  const folder = mkdtempSync(join(tmpdir(), "certdelta-hosts-"));
  try {
    for (const { name, document } of inputs) writeFileSync(join(folder, name), document);
    const args = [command, ...inputs.map(({ name }) => name)];
    return spawnSync(NATIVE, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const [firstPair] = pairs as [Pair, ...Pair[]];
export const [firstDocument] = documents as [NamedDocument, ...NamedDocument[]];

/** A record, or an error record, for each of `documents`, one a line. */
export const nativeRecords = () => lines(native("parse", documents));
export const nativeComparison = (pair: Pair) => native("compare", pair).trimEnd();
export const nativeSeries = (reports: NamedDocument[]) => native("series", reports).trimEnd();

export const lines = (text: string) => text.trimEnd().split("\n");

/** The documents whose records differ, each with the first place where they do. */
export function differences(got: string[], wanted: string[]): string[] {
  if (got.length !== wanted.length) return [`${got.length} records, not ${wanted.length}`];
  return wanted.flatMap((line, index) => {
    const other = got[index] as string;
    if (other === line) return [];
    let at = 0;
    while (other[at] === line[at]) at += 1;
    return [`${documents[index]?.name}: wanted ${line.slice(at, at + 80)} got ${other.slice(at, at + 80)}`];
  });
}

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program with `input` on its standard input. */
export function pipe(program: string, args: string[], input: string | Uint8Array, cwd = root): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (piece) => output.push(piece));
    child.stderr.on("data", (piece) => errors.push(piece));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, stdout: Buffer.concat(output).toString(), stderr: Buffer.concat(errors).toString() }),
    );
    child.stdin.on("error", () => {}); // a program that has seen enough
    child.stdin.end(input);
  });
}
