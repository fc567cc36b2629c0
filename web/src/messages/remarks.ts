/**
 * What the core remarks, as its own tables say it: fields by their labels, checks in the profile's own sentences, Chinese by the
 * core's translations. The core words its remarks in English; another language knows them by their forms, with the names, figures
 * and dates of the case in their slots. A slot's name without its number is what it holds: "{period2}" is a period.
 */
import type { Diagnostic, Labels } from "certdelta";
import zhRemarks from "../../../core/messages/remarks.zh.json";
import type { Locale, Messages } from "./messages.ts";

type Form = { pattern: RegExp; slots: readonly string[]; words: string };
/** Of one code: its forms, the first that fits counts, and what is said where none fits. */
type Remark = { forms: readonly Form[]; summary?: string };

/** What the profiles know: the fields' labels in the page's language, and what their checks and notices of a code say. */
export interface RemarkWords {
  label(field: string): string;
  sentences(code: string): readonly Labels[];
}

const change = String.raw`(?:(?:up|down)(?: -?[\d.]+(?:%| points)?)?|same|none|(?:[\d.]+(?:%| points)?, )?direction unknown)`;
const kinds: Readonly<Record<string, string>> = {
  period: String.raw`\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d|period unknown`,
  issue: String.raw`issue (?:\d+|\?)(?:/\d+)?`,
  number: String.raw`[+-]?\d+(?:,\d{3})*(?:\.\d+)?%?`,
  figure: String.raw`(?:about |more than |nearly )?[+-]?\d+(?:,\d{3})*(?:\.\d+)?%?`,
  field: String.raw`[a-z][\w.]*`,
  fields: String.raw`[a-z][\w.]*(?:, [a-z][\w.]*)*`,
  change,
};

const remarks: Readonly<Record<Locale, ReadonlyMap<string, Remark>>> = {
  en: new Map(),
  "zh-CN": new Map(
    Object.entries(zhRemarks as Record<string, { forms?: string[][]; summary?: string }>).map(
      ([code, { forms, summary }]) => [
        code,
        { forms: (forms ?? []).map(formOf), ...(summary !== undefined && { summary }) },
      ],
    ),
  ),
};

function formOf([core = "", words = ""]: string[]): Form {
  const slots: string[] = [];
  const pattern = core
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
      slots.push(part);
      return `(${kinds[kindOf(part)] ?? ".+?"})`;
    })
    .join("");
  return { pattern: new RegExp(`^${pattern}$`, "s"), slots, words };
}

function kindOf(slot: string): string {
  return slot.replace(/\d+$/, "");
}

/** What is said of a diagnostic. */
export type Said = Pick<Diagnostic, "code" | "message"> & Partial<Pick<Diagnostic, "field">>;

/** The remark in the page's words. It names its field once: where its words do not, the label stands before them. */
export function remarkOf(messages: Messages, { code, message, field }: Said, words: RemarkWords): string {
  const text =
    saidByProfile(messages, code, message, words) ??
    translated(messages, code, message, words) ??
    remarks[messages.locale].get(code)?.summary ??
    inEnglish(message, words);
  const label = field ? words.label(field) : "";
  return text.includes(label) ? text : messages.say("remark.of", { field: label, remark: text });
}

/** The profile's own sentence, and what its check has compared. */
function saidByProfile(messages: Messages, code: string, message: string, words: RemarkWords): string | undefined {
  for (const { en, zh } of words.sentences(code)) {
    if (!message.startsWith(en)) continue;
    const sentence = messages.locale === "en" ? en : zh || en;
    const rest = message.slice(en.length);
    if (rest === "") return sentence;
    if (rest.startsWith(": "))
      return messages.say("remark.of", { field: sentence, remark: compared(messages, rest.slice(2), words) });
  }
  return undefined;
}

function translated(messages: Messages, code: string, message: string, words: RemarkWords): string | undefined {
  const known = remarks[messages.locale].get(code.startsWith("check.") ? "check" : code);
  for (const { pattern, slots, words: form } of known?.forms ?? []) {
    const match = pattern.exec(message);
    if (!match) continue;
    const values = slots.map((slot, index) => [slot, inWords(messages, kindOf(slot), match[index + 1] ?? "", words)]);
    const said = Object.fromEntries(values) as Record<string, string>;
    return form.replaceAll(/\{(\w+)\}/g, (whole, slot: string) => said[slot] ?? whole);
  }
  return undefined;
}

/** The core writes fields by their names in records. */
function inEnglish(message: string, words: RemarkWords): string {
  return message.replaceAll(/\b[a-z]\w*(?:\.\w+)+/g, (name) => words.label(name));
}

/** What a check has compared: "incidents.handled.total = 253, up 16.8%", or a period. */
function compared(messages: Messages, figures: string, words: RemarkWords): string {
  const rounding = " (rounding may explain it)";
  const parts = figures
    .replace(rounding, "")
    .split(", ")
    .map((part) => {
      const [name = "", value] = part.split(" = ");
      if (value !== undefined) return `${words.label(name)} = ${value}`;
      return inWords(messages, / to |^period unknown$/.test(part) ? "period" : "change", part, words);
    });
  return (
    parts.join(messages.say("list.separator")) + (figures.endsWith(rounding) ? messages.say("remark.rounding") : "")
  );
}

function inWords(messages: Messages, kind: string, text: string, words: RemarkWords): string {
  switch (kind) {
    case "period": {
      const [start, end] = text.split(" to ");
      return end === undefined
        ? messages.say("reports.noPeriod")
        : messages.say("remark.period", { start: start ?? "", end });
    }
    case "figure":
    case "value":
      return text.replace(/^(about|more than|nearly) (\d.*)/s, (_, word: string, value: string) =>
        messages.say(`qualifier.${word === "more than" ? "more-than" : (word as "about" | "nearly")}`, { value }),
      );
    case "field":
      return words.label(text);
    case "fields":
      return text.split(", ").map(words.label).join(messages.say("list.separator"));
    case "issue": {
      const [number = "?", year] = text.replace("issue ", "").split("/");
      return messages.say(year === undefined ? "remark.issue" : "remark.issueOfYear", { number, year: year ?? "" });
    }
    case "change":
      return text
        .replace(/^(up|down|same)\b/, (direction) => messages.lookUp(`direction.${direction}`, direction))
        .replace(/(, )?direction unknown$/, (_, behind?: string) =>
          [behind && messages.say("clause.separator"), messages.say("direction.unknown")].join(""),
        )
        .replace("points", messages.say("points"))
        .replace(/^none$/, messages.say("remark.none"));
    default:
      return text;
  }
}
