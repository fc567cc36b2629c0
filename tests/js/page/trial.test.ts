/** Drafts of a profile are tried on documents as the library reads them. */
import { readFileSync } from "node:fs";
import { type Certdelta, load, unload } from "certdelta";
import { beforeAll, expect, it } from "vitest";
import type { TrialDocument } from "../../../web/src/reading/protocol.ts";
import { TrialDocuments, tryDraft } from "../../../web/src/reading/trial.ts";

const file = (path: string) => readFileSync(new URL(path, import.meta.url));
const embedded = JSON.parse(file("../../../core/profiles/cncert-weekly.en.json").toString());
const fixture = (name: string, password?: string): TrialDocument => ({
  id: name,
  name,
  content: new Blob([new Uint8Array(file(`../../documents/fixtures/${name}`))]),
  password,
});

let certdelta: Certdelta;
let draft: Certdelta;
beforeAll(async () => {
  certdelta = await load();
  unload();
  draft = await load();
});

const trial = (profile: object, documents: TrialDocument[], known = new TrialDocuments()) =>
  tryDraft({ certdelta, draft, known, profile: JSON.stringify(profile), documents, examples: false });

it("sees what a draft breaks that only the place of words on a page tells", async () => {
  const pdf = fixture("libreoffice-en-6in3-below.pdf");
  const { results } = await trial({ ...embedded, panels: [] }, [pdf]);
  expect(results[0]?.broken).toContainEqual(
    expect.objectContaining({ field: "vulnerabilities.new.high", before: 119, after: null }),
  );
});

it("takes a document apart once for all drafts", async () => {
  const known = new TrialDocuments();
  const pdf = fixture("libreoffice-en-6in3-below.pdf");
  const first = await trial(embedded, [pdf], known);
  const unreadable = { ...pdf, content: new Blob(["%PDF-1.7\n"]) };
  const second = await trial({ ...embedded, panels: [] }, [unreadable], known);
  expect(first.results[0]?.broken).toEqual([]);
  expect(second.results[0]?.broken).toContainEqual(expect.objectContaining({ field: "vulnerabilities.new.high" }));
});

it("gives no result of what can no longer be read, and one where the password is known", async () => {
  expect((await trial(embedded, [fixture("encrypted.pdf")])).results).toEqual([]);
  expect((await trial(embedded, [fixture("encrypted.pdf", "open sesame")])).results).toHaveLength(1);
});
