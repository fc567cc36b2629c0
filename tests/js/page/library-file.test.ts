import { readFileSync } from "node:fs";
import { type CertdeltaError, load } from "certdelta";
import { expect, it } from "vitest";
import { isLibraryFile, readLibraryFile, writeLibraryFile } from "../../../web/src/storage/library-file.ts";

const profile = readFileSync(new URL("../../../core/profiles/cncert-weekly.en.json", import.meta.url), "utf8");

const error = async (file: Blob) =>
  readLibraryFile(await load(), file).then(
    () => undefined,
    ({ code }: CertdeltaError) => code,
  );

it("gives back what was put in, originals byte for byte", async () => {
  const certdelta = await load();
  const record = certdelta.parseAs("json", "Weekly Report of CNCERT\n\nIssue 21 2024 May.20 -May.26\n", "a.pdf");
  const original = new Blob([new Uint8Array([0, 10, 255, 10])]);
  const file = await writeLibraryFile(
    [
      { name: "a.pdf", record, text: "text\nof it", original },
      { name: "b.md", record, text: "", original: undefined },
    ],
    [profile, "{}"],
  );
  expect(await isLibraryFile(file)).toBe(true);
  const { documents, profiles } = await readLibraryFile(certdelta, file);
  expect(profiles).toEqual([profile]); // what does not load is left behind
  expect(documents.map(({ name }) => name)).toEqual(["a.pdf", "b.md"]);
  const [first] = documents;
  if (!first || first.error) throw new Error("it was not read");
  expect(first.record).toBe(record);
  expect(first.text).toBe("text\nof it");
  expect(new Uint8Array((await first.original?.arrayBuffer()) ?? [])).toEqual(new Uint8Array([0, 10, 255, 10]));
});

it("takes no record on trust", async () => {
  const documents = [{ name: "a", record: '{"schema":"certdelta.report/1"}', text: "", original: undefined }];
  const [first] = (await readLibraryFile(await load(), await writeLibraryFile(documents, []))).documents;
  expect(first?.error?.code).toBe("invalid-record");
});

it("names the document whose original was cut off with the file", async () => {
  const certdelta = await load();
  const record = certdelta.parseAs("json", "Weekly Report of CNCERT\n\nIssue 21 2024 May.20 -May.26\n", "a.pdf");
  const documents = ["a.pdf", "b.pdf"].map((name) => ({
    name,
    record,
    text: "text",
    original: new Blob(["12345678"]),
  }));
  const file = await writeLibraryFile(documents, []);
  const { documents: read } = await readLibraryFile(certdelta, file.slice(0, file.size - 1));
  expect(read.map(({ name, error: failure }) => [name, failure?.code])).toEqual([
    ["a.pdf", undefined],
    ["b.pdf", "damaged-input"],
  ]);
});

it.each([
  ["cut off", '{"schema":"certdelta.library/1","profiles":['],
  ["no JSON", '{"schema":"certdelta.library/1",\n'],
  ["of another shape", '{"schema":"certdelta.library/1","profiles":[],"documents":[{"name":1}]}\n'],
  [
    "with a size below zero",
    '{"schema":"certdelta.library/1","profiles":[],"documents":[{"name":"","record":"","text":"","original":-1}]}\n',
  ],
])("refuses one that is %s", async (_what, content) => {
  expect(await error(new Blob([content]))).toBe("damaged-input");
});
