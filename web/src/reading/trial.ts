/** Tries a draft of a profile on the library: what it reads that the profile in use does not, and what it would break. */
import { type Certdelta, type Evidence, type Extracted, extract, type Field, type Report, read } from "certdelta";
import type { Trial, TrialChange, TrialDocument, TrialResult } from "./protocol.ts";

/** Pages of so much text, as JSON counts it, are kept for the next draft; of what lies beyond, they are taken out again. */
const mostKept = 48 * 1024 * 1024;

/** What is known of the documents that drafts are tried on, so that a draft costs no more than its own reading. */
export class TrialDocuments {
  /** What the profile in use reads in each. */
  readonly #reports = new Map<string, Report | undefined>();
  readonly #extracted = new Map<string, Extracted>();
  #kept = 0;

  /** The profile in use is another one. */
  forgetReports(): void {
    this.#reports.clear();
  }

  async before(certdelta: Certdelta, document: TrialDocument): Promise<Report | undefined> {
    const known = this.#reports.get(document.id);
    if (known || this.#reports.has(document.id)) return known;
    const report = await this.report(certdelta, document);
    this.#reports.set(document.id, report);
    return report;
  }

  /** As the library reads it: positioned text with its positions. `undefined` for what can no longer be read. */
  async report(certdelta: Certdelta, { id, name, content, password }: TrialDocument): Promise<Report | undefined> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : await content.arrayBuffer();
    const [result] = await read(bytes, name, {
      certdelta,
      ...(password !== undefined && { password }),
      extract: async (...document) => this.#extracted.get(id) ?? this.#keep(id, await extract(...document)),
    });
    return result?.report;
  }

  #keep(id: string, extracted: Extracted): Extracted {
    const size = extracted.format === "text" ? Number.POSITIVE_INFINITY : JSON.stringify(extracted).length;
    if (this.#kept + size <= mostKept) {
      this.#kept += size;
      this.#extracted.set(id, extracted);
    }
    return extracted;
  }
}
interface TrialRun {
  /** With the profile in use, and with the draft in its place. */
  certdelta: Certdelta;
  draft: Certdelta;
  known: TrialDocuments;
  profile: string;
  documents: readonly TrialDocument[];
  /** Try the profile's own examples, too. */
  examples: boolean;
}

export async function tryDraft(run: TrialRun): Promise<Trial> {
  const { certdelta, draft, profile, documents } = run;
  const findings = certdelta.lintProfile(profile).filter(({ severity }) => severity !== "info");
  const examples = { count: 0, failed: 0 };
  if (findings.some(({ severity }) => severity === "error")) return { findings, results: [], examples };
  draft.addProfile(profile);
  if (run.examples) {
    const test = certdelta.testProfile(profile);
    Object.assign(examples, { count: test.examples, failed: test.failed });
  }
  const results: TrialResult[] = [];
  for (const document of documents) results.push(...(await tryOn(run, document)));
  return { findings, results, examples };
}

async function tryOn({ certdelta, draft, known }: TrialRun, document: TrialDocument): Promise<TrialResult[]> {
  const before = await known.before(certdelta, document);
  const after = before && (await known.report(draft, document));
  return before && after ? [difference(document.id, before, after)] : [];
}

function difference(id: string, before: Report, after: Report): TrialResult {
  const gained: TrialChange[] = [];
  const broken: TrialChange[] = [];
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  for (const field of names) {
    const [old, now] = [before.fields[field], after.fields[field]];
    const [was, is] = [foundValue(old), foundValue(now)];
    const [wasOpen, isOpen] = [isOpenField(old), isOpenField(now)];
    if (JSON.stringify(was) === JSON.stringify(is) && wasOpen === isOpen) continue;
    const change = { field, before: was, after: is, status: now?.status ?? "absent", evidence: firstEvidence(now) };
    if (was === null && is !== null) gained.push(change);
    else broken.push(change);
  }
  const known = new Set(before.diagnostics.map(({ code, field }) => `${code} ${field}`));
  const isNew = after.diagnostics.filter(({ code, field }) => !known.has(`${code} ${field}`));
  const said = isNew.map(({ severity, code, field, message }) => ({ severity, remark: { code, field, message } }));
  const newErrors = said.filter(({ severity }) => severity === "error").map(({ remark }) => remark);
  const newNotes = said.filter(({ severity }) => severity !== "error").map(({ remark }) => remark);
  return { id, gained, broken, newErrors, newNotes };
}

function foundValue(field: Field | undefined) {
  return field?.status === "found" ? field.value : null;
}

function isOpenField(field: Field | undefined): boolean {
  return field?.status === "ambiguous" || field?.status === "rejected";
}

function firstEvidence(field: Field | undefined): Evidence | null {
  if (!field || field.status === "absent") return null;
  return field.evidence?.[0] ?? (field.status === "found" ? null : (field.candidates[0]?.evidence ?? null));
}
