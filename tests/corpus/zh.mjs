// How the Chinese edition writes figures and dates. Its words are in data/zh.json; the signs of numerals are named here by
// code point, because program text stays free of CJK characters.
import { isoDate } from "./calendar.mjs";
import { readData } from "./data.mjs";

const data = readData("zh");

const TEN_THOUSAND = "\u4e07";
const HUNDRED_MILLION = "\u4ebf";
const YEAR = "\u5e74";
const MONTH = "\u6708";
const DAY = "\u65e5";

/** @type {import("./compose.mjs").Edition} */
export const chinese = {
  data,

  style: (random) => ({ grouping: "plain", spacedUnit: random.chance(0.25) }),

  count: (field, value, style) => {
    const space = style.spacedUnit ? " " : "";
    if (!field.startsWith("malware.infected_hosts.")) {
      return { value, precision: 1, printed: grouped(value, style) };
    }
    return { value, precision: 1000, printed: `${(value / 10_000).toFixed(1)}${space}${TEN_THOUSAND}` };
  },

  percentage: (value) => ({ value, precision: 0.1, printed: `${value.toFixed(1)}%` }),

  identity: (calendar) => ({
    "issue.number": String(calendar.number),
    "issue.year": String(calendar.year),
    "period.start": monthDay(calendar.monday),
    "period.end": monthDay(calendar.sunday),
    "period.isoStart": isoDate(calendar.monday).replaceAll("-", "."),
    "period.isoEnd": isoDate(calendar.sunday).replaceAll("-", "."),
    "period.monthDayStart": monthDay(calendar.monday),
    "period.dayEnd":
      calendar.monday.getUTCMonth() === calendar.sunday.getUTCMonth()
        ? String(calendar.sunday.getUTCDate())
        : monthDay(calendar.sunday).slice(0, -1),
  }),

  founded: (iso) => `${iso.slice(0, 4)}${YEAR}${Number(iso.slice(5))}${MONTH}`,

  decoy: (kind, random, style) => {
    switch (kind) {
      case "wan":
        return `${(random.integer(12, 900) / 10).toFixed(1)}${TEN_THOUSAND}`;
      case "yi":
        return `${(random.integer(11, 40) / 10).toFixed(1)}${HUNDRED_MILLION}`;
      case "percentage":
        return `${(random.integer(2, 800) / 10).toFixed(1)}%`;
      default:
        return grouped(random.integer(12, 48_000), style);
    }
  },

  sibling: (kind, random) => (kind === "monthNumber" ? String(random.integer(1, 12)) : null),

  zeroWords: data.countWords,
};

/** @param {Date} date */
function monthDay(date) {
  return `${date.getUTCMonth() + 1}${MONTH}${date.getUTCDate()}${DAY}`;
}

/**
 * @param {number} value
 * @param {import("./en.mjs").Style} style
 */
function grouped(value, style) {
  return style.grouping === "comma" ? String(value).replace(/\B(?=(\d{3})+$)/gu, ",") : String(value);
}
