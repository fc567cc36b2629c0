/** Tries a draft of a profile on the library: what it reads that the profile in use does not, and what it would break. */
import { type Certdelta, CertdeltaError, type Evidence, type Field, type Report } from "certdelta";
import type { Trial, TrialChange, TrialDocument, TrialResult } from "./protocol.ts";

/** What the profile in use reads in each document, so that it is not read again for every draft. */
export type Baselines = Map<string, Report>;

/** Both readings are of the text alone, so that they differ by nothing but the profile. */
export function tryDraft(
  certdelta: Certdelta,
  draft: Certdelta,
  baselines: Baselines,
  profile: string,
  documents: readonly TrialDocument[],
  withExamples: boolean,
): Trial {
  const findings = certdelta.lintProfile(profile).filter(({ severity }) => severity !== "info");
  const examples = { count: 0, failed: 0 };
  if (findings.some(({ severity }) => severity === "error")) return { findings, results: [], examples };
  draft.addProfile(profile);
  if (withExamples) {
    const test = certdelta.testProfile(profile);
    Object.assign(examples, { count: test.examples, failed: test.failed });
  }
  return { findings, results: documents.flatMap((each) => tryOn(certdelta, draft, baselines, each)), examples };
}

function tryOn(certdelta: Certdelta, draft: Certdelta, baselines: Baselines, document: TrialDocument): TrialResult[] {
  const { id, name, text } = document;
  try {
    const before = baselines.get(id) ?? certdelta.parse(text, name);
    baselines.set(id, before);
    return [difference(id, before, draft.parse(text, name))];
  } catch (error) {
    if (!(error instanceof CertdeltaError)) throw error;
    return []; // what cannot be read from its text alone is not tried
  }
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
  const newErrors = isNew.filter(({ severity }) => severity === "error").map(({ code }) => code);
  const newNotes = isNew.filter(({ severity }) => severity !== "error").map(({ code, message }) => ({ code, message }));
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
