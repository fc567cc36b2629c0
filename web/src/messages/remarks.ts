/**
 * What the core remarks, in the page's language, by the core's own translations. It words its remarks in English; another
 * language knows them by their forms, with the names, figures and dates of the case in their slots. The last word of a slot's
 * name, without its number, is what it holds: "{period2}" is a period.
 */
import type { Diagnostic } from "certdelta";
import zhRemarks from "../../../core/messages/remarks.zh.json";
import type { Locale, Messages } from "./messages.ts";

type Form = { pattern: RegExp; slots: readonly string[]; words: string };
/** Of one code: its forms, the first that fits counts, and what is said where none fits. */
type Remark = { forms: readonly Form[]; summary?: string };

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

type Labels = (field: string) => string;

/** The remark in the page's words: as the core words it where the page speaks its language. */
export function remarkOf(messages: Messages, { code, message }: Pick<Diagnostic, "code" | "message">, labels: Labels) {
  if (messages.locale === "en") return message;
  const isCheck = code.startsWith("check.");
  const known = remarks[messages.locale].get(isCheck ? "check" : code);
  for (const { pattern, slots, words } of known?.forms ?? []) {
    const match = pattern.exec(message);
    if (!match) continue;
    const values = slots.map((slot, index) => [slot, inWords(messages, kindOf(slot), match[index + 1] ?? "", labels)]);
    const said = Object.fromEntries(values) as Record<string, string>;
    return words.replaceAll(/\{(\w+)\}/g, (whole, slot: string) => said[slot] ?? whole);
  }
  const summary = known?.summary ?? messages.lookUp(`diagnostic.${code}`, message);
  const figures = isCheck ? /: (?=[^:]*$)(.*)/s.exec(message)?.[1] : undefined;
  return figures === undefined || summary === message ? summary : `${summary}（${ofCheck(messages, figures, labels)}）`;
}

/** A check names what it has compared: the fields, their figures, a change, a period. */
function ofCheck(messages: Messages, figures: string, labels: Labels): string {
  return figures
    .replace(" (rounding may explain it)", messages.say("remark.rounding"))
    .replaceAll(new RegExp(kinds.period ?? "", "g"), (period) => inWords(messages, "period", period, labels))
    .replaceAll(new RegExp(`(?<=, |^)${change}(?=$|, )`, "g"), (it) => inWords(messages, "change", it, labels))
    .replaceAll(/\b[a-z]\w*(?:\.\w+)+/g, (field) => labels(field));
}

function inWords(messages: Messages, kind: string, text: string, labels: Labels): string {
  switch (kind) {
    case "period":
      return text === "period unknown" ? messages.say("reports.noPeriod") : text.replace(" to ", " – ");
    case "figure":
    case "value":
      return text.replace(/^(about|more than|nearly) (\d.*)/s, (_, word: string, value: string) =>
        messages.say(`qualifier.${word === "more than" ? "more-than" : (word as "about" | "nearly")}`, { value }),
      );
    case "field":
      return labels(text);
    case "fields":
      return text.split(", ").map(labels).join(messages.say("list.separator"));
    case "issue": {
      const [number = "?", year] = text.replace("issue ", "").split("/");
      return messages.say(year === undefined ? "remark.issue" : "remark.issueOfYear", { number, year: year ?? "" });
    }
    case "change":
      return text
        .replace(/^(up|down|same)\b/, (direction) => messages.lookUp(`direction.${direction}`, direction))
        .replace(/(?:, )?direction unknown$/, ` ${messages.say("direction.unknown")}`)
        .replace("points", messages.say("points"))
        .replace(/^none$/, messages.say("remark.none"))
        .trim();
    default:
      return text;
  }
}
