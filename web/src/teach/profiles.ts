/** Profiles as JSON: those that the core carries, what they say, and what a lesson makes of one. */
import type { Labels } from "certdelta";
import type { Locale } from "../messages/messages.ts";
import type { StoredProfile } from "../storage/database.ts";

interface Field {
  name: string;
  type: string;
  unit?: string;
  aggregate?: string;
  label: Labels;
}

interface Rule {
  id: string;
  templates?: string[];
}

/** What is said where a check fails, or a notice is found. */
interface Remark {
  message?: Labels;
}

/** As far as it is read and written here; the rest stays as it is. */
export interface Profile {
  schema: string;
  id: string;
  version: number;
  extends?: string;
  title?: Labels;
  fields?: Field[];
  rules: Rule[];
  checks?: (Remark & { id: string })[];
  notices?: (Remark & { code: string })[];
}

/** What the reader says about a figure. */
export interface Lesson {
  field: string;
  /** The profile has no such field yet. */
  isNew: boolean;
  label: Labels;
  type: "count" | "percentage";
  unit: string;
  aggregate: "sum" | "mean" | "last";
  template: string;
}

const embedded = new Map(
  Object.values(import.meta.glob<Profile>("../../../core/profiles/*.json", { import: "default", eager: true })).map(
    (profile) => [profile.id, profile],
  ),
);

/** In the language of the page; its id where it has none. */
export function titleOf({ id, json }: StoredProfile, locale: Locale): string {
  const { title } = JSON.parse(json) as Profile;
  return title?.[locale === "en" ? "en" : "zh"] || id;
}

/** The core carries one of this id. */
export function isEmbedded(id: string): boolean {
  return embedded.has(id);
}

/** The user's own one, or the one that the core carries. */
export function profileOf(id: string, saved: readonly StoredProfile[]): Profile | undefined {
  const own = saved.find((profile) => profile.id === id);
  return own ? (JSON.parse(own.json) as Profile) : embedded.get(id);
}

/** What the checks and notices of all profiles say, by the codes of their diagnostics. */
export function sentencesOf(saved: readonly StoredProfile[]): Map<string, Labels[]> {
  const sentences = new Map<string, Labels[]>();
  const own = saved.map(({ json }) => JSON.parse(json) as Profile);
  for (const { checks = [], notices = [] } of [...own, ...embedded.values()]) {
    for (const { code, message } of [...checks.map((check) => ({ ...check, code: `check.${check.id}` })), ...notices]) {
      if (message) sentences.set(code, [...(sentences.get(code) ?? []), message]);
    }
  }
  return sentences;
}

/** The profile with one more field, where it is a new one, and one more template. */
export function withLesson(profile: Profile, lesson: Lesson): Profile {
  const { field, isNew, template } = lesson;
  const taught: Profile = structuredClone(profile);
  if (isNew) taught.fields = [...fieldsOf(profile), fieldOf(lesson)];
  const id = `user.${field.replaceAll("_", "-")}`;
  const rule = taught.rules.find((each) => each.id === id);
  if (rule) rule.templates = [...(rule.templates ?? []), template];
  else taught.rules = [...taught.rules, { id, templates: [template] }];
  return taught;
}

/** An edition without fields of its own has those of the one that it extends. */
function fieldsOf({ fields, extends: base }: Profile): Field[] {
  return structuredClone(fields ?? (base === undefined ? [] : (embedded.get(base)?.fields ?? [])));
}

function fieldOf({ field, type, unit, aggregate, label }: Lesson): Field {
  return { name: field, type, unit: type === "percentage" ? "%" : unit, aggregate, label };
}

export function profileText(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}
