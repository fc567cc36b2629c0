/** The page's words, in each of its languages; units are called as the core's own tables call them. */
import { units as enUnits } from "../../../core/messages/phrases.en.json";
import { units as zhUnits } from "../../../core/messages/phrases.zh.json";
import en from "./en.json";
import zhCN from "./zh-CN.json";

export type Locale = "en" | "zh-CN";

/** Plural messages are asked for by the name before ".one" and ".other". */
type CatalogueKey = keyof typeof en;
export type PluralKey = CatalogueKey extends infer Key ? (Key extends `${infer Name}.other` ? Name : never) : never;
export type MessageKey = CatalogueKey;

type Arguments = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, "zh-CN": zhCN };

/** A unit that is not there is called as in records. */
const unitNames: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en: enUnits, "zh-CN": zhUnits };

export function preferredLocale(languages: readonly string[]): Locale {
  const first = languages.find((language) => /^(en|zh)\b/i.test(language));
  return first?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export class Messages {
  readonly locale: Locale;
  readonly #catalogue: Readonly<Record<string, string>>;
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #compact: Intl.NumberFormat;

  constructor(locale: Locale) {
    this.locale = locale;
    this.#catalogue = catalogues[locale];
    this.#plurals = new Intl.PluralRules(locale);
    this.#compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
    this.#numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  }

  say(key: MessageKey, values: Arguments = {}): string {
    return fill(this.#catalogue[key] ?? key, values);
  }

  /** The message for a number of things; `{count}` in it is the number, grouped as the language does. */
  count(key: PluralKey, count: number): string {
    const message = this.#catalogue[`${key}.${this.#plurals.select(count)}`] ?? this.#catalogue[`${key}.other`];
    return fill(message ?? key, { count: this.number(count) });
  }

  /** The message under a name that comes from a record, or `otherwise` where the catalogue has none. */
  lookUp(key: string, otherwise: string): string {
    return this.#catalogue[key] ?? otherwise;
  }

  unit(name: string): string {
    return unitNames[this.locale][name] ?? name;
  }

  /** A size in bytes, in the unit that suits it. */
  bytes(size: number): string {
    const [amount, unit] =
      size < 1e6 ? [size / 1e3, "kilobyte"] : size < 1e9 ? [size / 1e6, "megabyte"] : [size / 1e9, "gigabyte"];
    return new Intl.NumberFormat(this.locale, {
      style: "unit",
      unit,
      maximumFractionDigits: amount < 10 ? 1 : 0,
    }).format(amount);
  }

  /** A figure on an axis: 20,000 as 20K, 2万. */
  short(value: number): string {
    return this.#compact.format(value);
  }

  /** A month or a day on an axis. */
  date(date: Date, as: "month" | "day"): string {
    const parts = as === "month" ? { year: "numeric", month: "short" } : { month: "short", day: "numeric" };
    return new Intl.DateTimeFormat(this.locale, { ...(parts as Intl.DateTimeFormatOptions), timeZone: "UTC" }).format(
      date,
    );
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }
}

function fill(message: string, values: Arguments): string {
  return message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
