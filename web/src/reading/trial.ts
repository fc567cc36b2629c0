/** Tries a draft of a profile on the library: what it reads that the profile in use does not, and what it would break. */
import { type Certdelta, CertdeltaError, type Evidence, type Field, type Report } from "certdelta";
import type { Trial, TrialChange, TrialDocument, TrialResult } from "./protocol.ts";

/** Both readings are of the text alone, so that they differ by nothing but the profile. */
export function tryDraft(
  certdelta: Certdelta,
  draft: Certdelta,
  profile: string,
  documents: readonly TrialDocument[],
): Trial {
  const findings = certdelta.lintProfile(profile).filter(({ severity }) => severity !== "info");
  if (findings.some(({ severity }) => severity === "error")) return { findings, results: [] };
  draft.addProfile(profile);
  return { findings, results: documents.flatMap((document) => tryOn(certdelta, draft, document)) };
}

function tryOn(certdelta: Certdelta, draft: Certdelta, { id, name, text }: TrialDocument): TrialResult[] {
  try {
    return [difference(id, certdelta.parse(text, name), draft.parse(text, name))];
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
  const newErrors = after.diagnostics
    .filter(({ severity, code, field }) => severity === "error" && !known.has(`${code} ${field}`))
    .map(({ code }) => code);
  return { id, gained, broken, newErrors, assigned: before.unassigned.length - after.unassigned.length };
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
