// How the English edition writes figures and dates.
import { isoDate } from "./calendar.mjs";
import { readData } from "./data.mjs";

const data = readData("en");

/** @typedef {{ grouping: "comma" | "plain" | "space", spacedUnit: boolean }} Style  one document's habits */

/** @type {import("./compose.mjs").Edition} */
export const english = {
  data,

  style: (random) => ({ grouping: random.pick(["comma", "comma", "plain", "space"]), spacedUnit: false }),

  count: (field, value, style) => {
    if (!field.startsWith("malware.infected_hosts.")) {
      return { value, precision: 1, printed: grouped(value, style.grouping) };
    }
    return thousands(value, style);
  },

  percentage: (value) => ({ value, precision: 0.1, printed: `${value.toFixed(1)}%` }),

  identity: (calendar) => ({
    "issue.number": String(calendar.number),
    "issue.year": String(calendar.year),
    "period.start": monthDay(calendar.monday),
    "period.end": monthDay(calendar.sunday),
  }),

  founded: (iso) => `${data.months[Number(iso.slice(5)) - 1]}.${iso.slice(0, 4)}`,

  // The words around these figures are the edition's; only the English edition prints them in thousands.
  decoy: (kind, random, style) => {
    if (kind === "thousand") {
      return thousands(random.integer(120, 4000) * 1000, style).printed;
    }
    return kind === "percentage"
      ? `${(random.integer(2, 800) / 10).toFixed(1)}%`
      : grouped(random.integer(12, 48_000), style.grouping);
  },

  sibling: (kind, random) => (kind === "month" ? random.pick(data.months) : null),

  zeroWords: null,
};

/** @param {Date} date */
function monthDay(date) {
  return `${data.months[Number(isoDate(date).slice(5, 7)) - 1]}.${date.getUTCDate()}`;
}

/**
 * @param {number} value
 * @param {Style["grouping"]} grouping
 */
function grouped(value, grouping) {
  const sign = { comma: ",", space: " ", plain: "" }[grouping];
  return String(value).replace(/\B(?=(\d{3})+$)/gu, sign);
}

/**
 * @param {number} value
 * @param {Style} style
 */
function thousands(value, style) {
  if (value >= 1_000_000) {
    const hundredths = Math.round(value / 10_000);
    return { value: hundredths * 10_000, precision: 10_000, printed: `${(hundredths / 100).toFixed(2)} million` };
  }
  return { value, precision: 1000, printed: `${grouped(value / 1000, style.grouping)} thousand` };
}
