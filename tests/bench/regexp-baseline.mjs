// What one writes in an afternoon instead: a table of regular expressions, one match each, no evidence, no checks. The bench
// measures certdelta against it, so it is written with care: compiled once, white space tolerant, the same figures.

const COUNT = String.raw`((?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?(?: (?:thousand|million))?)`;
const PERCENT = String.raw`(\d+(?:\.\d+)?)%`;
const MAINLAND = "(?:(?:the )?[Cc]hinese [Mm]ainland|[Mm]ainland China)";
const QUALIFIER = "(?:about |more than |nearly )?";
const AMOUNTS_TO = "(?:amounted to|reached|totaled|was)";
const SINCE = "(?:from|over|than|compared with|week on week)";
const UP = "increased?|rise|rose|grew|went up|up";
const DOWN = "decreased?|decline|declined|drop|dropped|fell|went down|down";
/** "an increase of 5.2% from last week", "which fell by 3% ...", "a 5.2% increase from ...", "(up 3.4%)": three groups, or none */
const CHANGE = String.raw`(?:[,(]?\s*(?:which |that |an? )?(?:slightly )?(?:(${UP})|${DOWN})?\s*(?:of |by )?(\d+(?:\.\d+)?)%(?: (increase|decrease))?(?: ${SINCE}|\)))?`;

/**
 * @param {string} source  a blank stands for any white space
 * @param {string} flags
 */
function pattern(source, flags = "u") {
  return new RegExp(source.replaceAll(" ", "\\s+"), flags);
}

const MULTIPLIERS = { thousand: 1e3, million: 1e6 };

/** @param {string} text */
function count(text) {
  const [digits, multiplier] = text.split(/\s+(?=[a-z])/u);
  return Math.round(
    Number(digits.replace(/[,\s]/gu, "")) * (MULTIPLIERS[/** @type {"thousand" | "million"} */ (multiplier)] ?? 1),
  );
}

const text = (/** @type {string} */ printed) => printed.replaceAll("\\", "").trim();

/** @type {[RegExp, [field: string, convert: (printed: string) => unknown][]][]} */
const FIGURES = [
  [pattern(`rated (?:\\S+ ){0,6}as "(excellent|good|medium|poor|critical)"`), [["rating.overall", text]]],
  [
    pattern(`(?:among which|of which|including) (?:about )?${COUNT} (?:were )?controlled by Trojans or Botnets`),
    [["malware.infected_hosts.trojan_botnet", count]],
  ],
  [pattern(`and about ${COUNT} (?:infected )?by Confickers?`), [["malware.infected_hosts.conficker", count]]],
  [
    pattern(`involved ${COUNT} domains?(?: names?)? and ${COUNT} (?:IP addresses|IPs)`),
    [
      ["malware_hosting.domains", count],
      ["malware_hosting.ips", count],
    ],
  ],
  [
    pattern(
      `malicious domains, ${PERCENT} (?:of them )?were registered (?:overseas|abroad) and ${PERCENT} of their TLDs (?:fell into|belonged to) the category of \\.com`,
    ),
    [
      ["malware_hosting.domains_overseas_pct", Number],
      ["malware_hosting.tld_com_pct", Number],
    ],
  ],
  [
    pattern(`Among the malicious IPs, ${PERCENT} were (?:located )?overseas`),
    [["malware_hosting.ips_overseas_pct", Number]],
  ],
  [pattern(`(?:only|while) ${COUNT} were accessed directly via IP`), [["malware_hosting.ips_direct", count]]],
  [pattern(`${COUNT} websites planted with backdoors`), [["websites.backdoored.total", count]]],
  [pattern(`${COUNT} phishing web\\s*pages targeting`), [["websites.phishing.pages", count]]],
  [
    pattern(
      `domains and IP addresses targeting websites in ${MAINLAND} ${AMOUNTS_TO} ${COUNT} and ${COUNT} respectively, with each IP address (?:loading|hosting) (?:about )?${COUNT} phishing`,
    ),
    [
      ["websites.phishing.domains", count],
      ["websites.phishing.ips", count],
      ["websites.phishing.pages_per_ip", count],
    ],
  ],
  [pattern(`(?:including|of which) ${COUNT} (?:were )?high-severity`), [["vulnerabilities.new.high", count]]],
  [
    pattern("overall vulnerability severity was (?:evaluated|rated) as (high|medium|low)"),
    [["vulnerabilities.severity", text]],
  ],
  [
    pattern("The ([^.,]+?) was most frequently affected[^,.]*, followed by the ([^.,]+?) and the ([^.,]+)"),
    [
      ["vulnerabilities.top_types.0", text],
      ["vulnerabilities.top_types.1", text],
      ["vulnerabilities.top_types.2", text],
    ],
  ],
  [
    pattern(`(?:of which |including )?${COUNT} (?:of which were |were )?cross-?border (?:ones|incidents)`),
    [["incidents.handled.cross_border", count]],
  ],
  [pattern(`coordinated ${COUNT} mobile phone application stores`), [["mobile.app_stores", count]]],
  [pattern(`coordinated ${COUNT} malware download providers`), [["mobile.providers", count]]],
  [pattern(`handle ${COUNT} malicious URLs of the mobile malwares?`), [["mobile.malicious_urls", count]]],
  [pattern("foundation in ([A-Z][a-z]{2}\\.\\d{4})"), [["about.founded", text]]],
  [pattern(`${COUNT} provinces, autonomous regions, and municipalities`), [["about.provinces", count]]],
  [pattern("(?:By|As of|By the end of) (\\d{4}), "), [["about.as_of_year", Number]]],
  [
    pattern(`relationships with ${COUNT} organizations from ${COUNT} countries (?:or|and) regions`),
    [
      ["about.partner_orgs", count],
      ["about.partner_countries", count],
    ],
  ],
  [/Duty Editor:\s*(.+)/u, [["contact.duty_editor", text]]],
  [/Website:\s*(\S+)/u, [["contact.website", text]]],
  [/Email:\s*(\S+)/u, [["contact.email", text]]],
  [/Tel:\s*(\S+)/u, [["contact.tel", text]]],
];

/** Figures that may have a change behind them, and a share of the whole in brackets before it. */
/** @type {[string, RegExp, share?: string][]} */
const CHANGING = [
  [
    "malware.infected_hosts.total",
    pattern(`infected computers in ${MAINLAND} ${AMOUNTS_TO} ${QUALIFIER}${COUNT}${CHANGE}`),
  ],
  ["websites.defaced.total", pattern(`(?:a total of|monitored|detected|found) ${COUNT} defaced websites${CHANGE}`)],
  [
    "websites.defaced.gov",
    pattern(
      `defaced government \\(gov\\.cn\\) websites ${AMOUNTS_TO} ${COUNT} \\(${PERCENT}(?: of the total)?\\)${CHANGE}`,
    ),
    "websites.defaced.gov_share_pct",
  ],
  [
    "websites.backdoored.gov",
    pattern(
      `(?:installed|implanted|planted) into ${COUNT} (?:\\(${PERCENT}\\) )?government \\(gov\\.cn\\) websites(?: \\(${PERCENT}\\))?${CHANGE}`,
    ),
    "websites.backdoored.gov_share_pct",
  ],
  [
    "vulnerabilities.new.total",
    pattern(`\\(CNVD\\) (?:recorded|has recorded|collected|newly added) ${COUNT} new vulnerabilities${CHANGE}`),
  ],
  [
    "incidents.handled.total",
    pattern(`(?:handled|dealt with) (?:a total of )?${COUNT} (?:network|cyber) security incidents${CHANGE}`),
  ],
  ["incidents.handled.phishing", pattern(`to handle ${COUNT} phishing incidents${CHANGE}`)],
];

/** @type {[string, RegExp][]} */
const BOXES = [
  ["malware.infected_hosts.total", `Infected Computers in ${MAINLAND}`],
  ["websites.defaced.total", `Defaced Websites in ${MAINLAND}`],
  ["websites.backdoored.total", `Backdoored Websites in ${MAINLAND}`],
  ["websites.phishing.pages", `Phishing Websites Targeting Websites in ${MAINLAND}`],
  ["vulnerabilities.new.total", "New Vulnerabilities Collected by CNVD"],
  ["vulnerabilities.new.high", "including High-severity Vulnerabilities"],
].map(([field, label]) => [field, pattern(`${label} ${COUNT} (?:(=)|([\u2191\u2193])\\s*${PERCENT})?`)]);

const ISSUE = pattern("Issue (\\d+) (\\d{4}) ([A-Z][a-z]{2})\\.(\\d+) ?-([A-Z][a-z]{2})\\.(\\d+)");

/**
 * Document bytes to record bytes, as the core's operation does.
 * @param {Uint8Array} document
 */
export function parse(document) {
  return new TextEncoder().encode(JSON.stringify(read(new TextDecoder().decode(document))));
}

/** @param {string} document */
export function read(document) {
  /** @type {Record<string, { value: unknown, change?: { value: number | null, direction: string } }>} */
  const fields = {};
  for (const [expression, slots] of FIGURES) {
    const found = expression.exec(document);
    if (found) {
      slots.forEach(([field, convert], index) => {
        fields[field] = { value: convert(found[index + 1]) };
      });
    }
  }
  for (const [field, expression, share] of CHANGING) {
    const found = expression.exec(document);
    if (found) {
      fields[field] = { value: count(found[1]) };
      if (share !== undefined) {
        fields[share] = { value: Number(found.slice(2, -3).find(Boolean)) };
      }
      const [up, size, noun] = found.slice(-3);
      if (size !== undefined) {
        fields[field].change = { value: Number(size), direction: up || noun === "increase" ? "up" : "down" };
      }
    }
  }
  for (const [field, expression] of BOXES) {
    const found = expression.exec(document);
    if (found) {
      fields[field] ??= { value: count(found[1]) };
      if (found[2]) {
        fields[field].change = { value: null, direction: "same" };
      } else if (found[3]) {
        fields[field].change = { value: Number(found[4]), direction: found[3] === "\u2191" ? "up" : "down" };
      }
    }
  }
  const issue = ISSUE.exec(document);
  return { issue: issue && { number: Number(issue[1]), year: Number(issue[2]), period: issue.slice(3) }, fields };
}
