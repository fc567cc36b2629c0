// The simulated world behind the reports: weekly figures that hang together, so that a stated change is the change.
import { issueWeek, nextWeek } from "./calendar.mjs";

/**
 * A change as a report states it. `value` is null where only a direction is printed.
 * @typedef {{ kind: "percent" | "absolute" | "points", value: number | null, direction: "up" | "down" | "same" | "unknown" }} Change
 */

/**
 * @typedef {object} Week
 * @property {import("./calendar.mjs").IssueWeek} calendar
 * @property {Record<string, number>} counts       by field name
 * @property {Record<string, number>} percentages  by field name, one decimal
 * @property {Record<string, number>} about        by field name; they change once a year
 * @property {number} rating    index into the edition's scale, best first
 * @property {number} severity  index into high, medium, low
 * @property {Week | null} previous
 */

/** Where a figure starts, how far it may walk, and how much it moves in a week (deviation of its logarithm). */
const WALKS = {
  // Thousands of hosts: reports print them to the nearest thousand, so sums of printed figures are exact.
  trojanBotnetThousands: { low: 120, high: 1600, step: 0.12 },
  confickerThousands: { low: 30, high: 420, step: 0.08 },
  "malware.new_names": { low: 0, high: 14, step: 0.5 },
  "malware_hosting.domains": { low: 150, high: 2400, step: 0.25 },
  "malware_hosting.ips": { low: 60, high: 900, step: 0.2 },
  "websites.defaced.total": { low: 480, high: 6800, step: 0.2 },
  "websites.backdoored.total": { low: 260, high: 4200, step: 0.2 },
  "websites.phishing.pages": { low: 320, high: 5400, step: 0.25 },
  "vulnerabilities.new.total": { low: 90, high: 620, step: 0.2 },
  "incidents.handled.total": { low: 110, high: 2600, step: 0.2 },
  "mobile.app_stores": { low: 3, high: 24, step: 0.3 },
  "mobile.providers": { low: 4, high: 48, step: 0.3 },
  "mobile.malicious_urls": { low: 40, high: 1900, step: 0.3 },
};

/** Share of a part in its whole: it walks between low and high. */
/** @type {Record<string, [whole: string, low: number, high: number]>} */
const SHARES = {
  "websites.defaced.gov": ["websites.defaced.total", 0.008, 0.06],
  "websites.backdoored.gov": ["websites.backdoored.total", 0.008, 0.06],
  "websites.phishing.domains": ["websites.phishing.pages", 0.45, 0.9],
  "websites.phishing.ips": ["websites.phishing.domains", 0.1, 0.6],
  "vulnerabilities.new.high": ["vulnerabilities.new.total", 0.2, 0.45],
  "vulnerabilities.new.medium": ["vulnerabilities.new.total", 0.3, 0.5],
  "incidents.handled.cross_border": ["incidents.handled.total", 0.1, 0.5],
  "incidents.handled.phishing": ["incidents.handled.total", 0.3, 0.8],
  "malware_hosting.ips_direct": ["malware_hosting.ips", 0.02, 0.2],
  "malware.new_families": ["malware.new_names", 0, 0.6],
};

/** In one week of twelve a figure stands still: reports then print "the same", which must be exercised too. */
const UNCHANGED = 1 / 12;

/**
 * Consecutive weeks from an issue of a year on.
 * @param {import("./random.mjs").Random} random
 * @param {{ weeks: number, year: number, number: number }} range
 * @returns {Week[]}
 */
export function simulate(random, range) {
  let calendar = issueWeek(range.year, range.number);
  // The week before the first issue is simulated as well: the first issue states changes too.
  let state = Object.fromEntries(
    Object.entries(WALKS).map(([name, walk]) => [name, random.integer(walk.low, walk.high)]),
  );
  /** @type {Week} */
  let previous = weekOf(random, calendar, state, null);

  const weeks = [];
  for (let index = 0; index < range.weeks; index += 1) {
    state = step(random, state);
    const week = weekOf(random, calendar, state, previous);
    weeks.push(week);
    previous = week;
    calendar = nextWeek(calendar);
  }
  return weeks;
}

/**
 * @param {import("./random.mjs").Random} random
 * @param {Record<string, number>} state
 */
function step(random, state) {
  /** @type {Record<string, number>} */
  const after = {};
  for (const [name, walk] of Object.entries(WALKS)) {
    // Pulled a little towards the middle of its range, or the walk would come to rest at an end.
    const middle = Math.sqrt(Math.max(walk.low, 1) * walk.high);
    const pulled = Math.max(state[name], 1) ** 0.9 * middle ** 0.1;
    const moved = Math.round(pulled * Math.exp(walk.step * random.gaussian()));
    after[name] = random.chance(UNCHANGED) ? state[name] : Math.min(walk.high, Math.max(walk.low, moved));
  }
  return after;
}

/**
 * @param {import("./random.mjs").Random} random
 * @param {import("./calendar.mjs").IssueWeek} calendar
 * @param {Record<string, number>} state
 * @param {Week | null} previous
 * @returns {Week}
 */
function weekOf(random, calendar, state, previous) {
  const { trojanBotnetThousands, confickerThousands, ...walked } = state;
  /** @type {Record<string, number>} */
  const counts = { ...walked };
  counts["malware.infected_hosts.trojan_botnet"] = trojanBotnetThousands * 1000;
  counts["malware.infected_hosts.conficker"] = confickerThousands * 1000;
  counts["malware.infected_hosts.total"] = (trojanBotnetThousands + confickerThousands) * 1000;

  for (const [part, [whole, low, high]] of Object.entries(SHARES)) {
    const smallest = part === "malware.new_families" ? 0 : 1;
    const unchanged = previous && random.chance(UNCHANGED) && previous.counts[part] <= counts[whole];
    const walked = sharesWalk(random, previous && previous.counts[part] / previous.counts[whole], low, high);
    counts[part] = unchanged ? previous.counts[part] : Math.max(smallest, Math.round(counts[whole] * walked));
  }
  const notHigh = counts["vulnerabilities.new.total"] - counts["vulnerabilities.new.high"];
  counts["vulnerabilities.new.medium"] = Math.min(counts["vulnerabilities.new.medium"], notHigh - 1);
  counts["vulnerabilities.new.low"] = notHigh - counts["vulnerabilities.new.medium"];
  counts["websites.phishing.pages_per_ip"] = Math.round(
    counts["websites.phishing.pages"] / counts["websites.phishing.ips"],
  );

  const overseasIps = oneDecimal(20 + 60 * random.next());
  return {
    calendar,
    counts,
    percentages: {
      "malware_hosting.domains_overseas_pct": oneDecimal(15 + 70 * random.next()),
      "malware_hosting.tld_com_pct": oneDecimal(30 + 50 * random.next()),
      "malware_hosting.ips_overseas_pct": overseasIps,
      "malware_hosting.ips_domestic_pct": oneDecimal(100 - overseasIps),
      "websites.defaced.gov_share_pct": share(counts, "websites.defaced.gov", "websites.defaced.total"),
      "websites.backdoored.gov_share_pct": share(counts, "websites.backdoored.gov", "websites.backdoored.total"),
    },
    about: {
      "about.provinces": 31,
      "about.as_of_year": calendar.year - 1,
      "about.partner_orgs": 60 + 19 * (calendar.year - 2010),
      "about.partner_countries": 45 + 3 * (calendar.year - 2010),
    },
    rating: random.integer(0, 4),
    severity: random.integer(0, 2),
    previous,
  };
}

/**
 * @param {import("./random.mjs").Random} random
 * @param {number | null} before  last week's share
 * @param {number} low
 * @param {number} high
 */
function sharesWalk(random, before, low, high) {
  if (before === null || !Number.isFinite(before) || before === 0) {
    return low + random.next() * (high - low);
  }
  return Math.min(high, Math.max(low, before * Math.exp(0.12 * random.gaussian())));
}

/**
 * @param {Record<string, number>} counts
 * @param {string} part
 * @param {string} whole
 */
function share(counts, part, whole) {
  return oneDecimal((100 * counts[part]) / counts[whole]);
}

/** @param {number} value */
export function oneDecimal(value) {
  return Math.round(value * 10) / 10;
}

/**
 * The change of a count against an earlier week, as a percentage with one decimal; null where there is none.
 * @param {number} after
 * @param {number} before
 * @returns {Change | null}
 */
export function percentChange(after, before) {
  if (after === before) {
    return { kind: "percent", value: null, direction: "same" };
  }
  if (before === 0) {
    return null;
  }
  return {
    kind: "percent",
    value: oneDecimal((100 * Math.abs(after - before)) / before),
    direction: after > before ? "up" : "down",
  };
}

/**
 * @param {number} after
 * @param {number} before
 * @returns {Change}
 */
export function absoluteChange(after, before) {
  if (after === before) {
    return { kind: "absolute", value: null, direction: "same" };
  }
  return { kind: "absolute", value: Math.abs(after - before), direction: after > before ? "up" : "down" };
}
