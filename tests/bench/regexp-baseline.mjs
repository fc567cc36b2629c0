// What one writes in an afternoon instead: a table of regular expressions, one match each, no evidence, no checks. The bench
// measures certdelta against it, so it is written with care: compiled once, white space tolerant, the same figures.

const COUNT = String.raw`((?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?(?: (?:thousand|million))?)`;
const PERCENT = String.raw`(\d+(?:\.\d+)?)%`;
const MAINLAND = "(?:mainland China|Chinese Mainland|Mainland China)";
const LESS_OR_MORE = "(?:about |more than |nearly )?";
const CHANGE = "(an increase|a decrease|increased?|decreased?) (?:of|by)";

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
    pattern(`infected computers in ${MAINLAND} amounted to ${LESS_OR_MORE}${COUNT}`),
    [["malware.infected_hosts.total", count]],
  ],
  [
    pattern(`among which about ${COUNT} were controlled by Trojans or Botnets`),
    [["malware.infected_hosts.trojan_botnet", count]],
  ],
  [pattern(`and about ${COUNT} by Confickers`), [["malware.infected_hosts.conficker", count]]],
  [
    pattern(`involved ${COUNT} domains and ${COUNT} IP addresses`),
    [
      ["malware_hosting.domains", count],
      ["malware_hosting.ips", count],
    ],
  ],
  [
    pattern(
      `malicious domains, ${PERCENT} were registered overseas and ${PERCENT} of their TLDs fell into the category of \\.com`,
    ),
    [
      ["malware_hosting.domains_overseas_pct", Number],
      ["malware_hosting.tld_com_pct", Number],
    ],
  ],
  [
    pattern(`Among the malicious IPs, ${PERCENT} were located overseas`),
    [["malware_hosting.ips_overseas_pct", Number]],
  ],
  [pattern(`only ${COUNT} were accessed directly via IPs`), [["malware_hosting.ips_direct", count]]],
  [pattern(`monitored ${COUNT} defaced websites`), [["websites.defaced.total", count]]],
  [pattern(`${COUNT} websites planted with backdoors`), [["websites.backdoored.total", count]]],
  [pattern(`${COUNT} phishing web pages targeting`), [["websites.phishing.pages", count]]],
  [
    pattern(`defaced government \\(gov\\.cn\\) websites totaled ${COUNT} \\(${PERCENT}\\)`),
    [
      ["websites.defaced.gov", count],
      ["websites.defaced.gov_share_pct", Number],
    ],
  ],
  [
    pattern(`Backdoors were installed into ${COUNT} \\(${PERCENT}\\) government`),
    [
      ["websites.backdoored.gov", count],
      ["websites.backdoored.gov_share_pct", Number],
    ],
  ],
  [
    pattern(`targeting websites in ${MAINLAND} reached ${COUNT} and ${COUNT} respectively`),
    [
      ["websites.phishing.domains", count],
      ["websites.phishing.ips", count],
    ],
  ],
  [pattern(`loading about ${COUNT} phishing web pages on average`), [["websites.phishing.pages_per_ip", count]]],
  [pattern(`\\(CNVD\\) recorded ${COUNT} new vulnerabilities`), [["vulnerabilities.new.total", count]]],
  [pattern("overall vulnerability severity was evaluated as (high|medium|low)"), [["vulnerabilities.severity", text]]],
  [
    pattern("The ([^.,]+?) was most frequently affected[^,.]*, followed by the ([^.,]+?) and the ([^.,]+)"),
    [
      ["vulnerabilities.top_types.0", text],
      ["vulnerabilities.top_types.1", text],
      ["vulnerabilities.top_types.2", text],
    ],
  ],
  [pattern(`handled ${COUNT} network security incidents`), [["incidents.handled.total", count]]],
  [pattern(`${COUNT} of which were cross-?border ones`), [["incidents.handled.cross_border", count]]],
  [pattern(`to handle ${COUNT} phishing incidents`), [["incidents.handled.phishing", count]]],
  [pattern(`coordinated ${COUNT} mobile phone application stores`), [["mobile.app_stores", count]]],
  [pattern(`coordinated ${COUNT} malware download providers`), [["mobile.providers", count]]],
  [pattern(`handle ${COUNT} malicious URLs of the mobile malwares?`), [["mobile.malicious_urls", count]]],
  [pattern("foundation in ([A-Z][a-z]{2}\\.\\d{4})"), [["about.founded", text]]],
  [pattern(`${COUNT} provinces, autonomous regions, and municipalities`), [["about.provinces", count]]],
  [pattern("By (\\d{4}), "), [["about.as_of_year", Number]]],
  [
    pattern(`relationships with ${COUNT} organizations from ${COUNT} countries or regions`),
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

/** @type {[string, RegExp][]} */
const CHANGES = [
  [
    "websites.defaced.gov",
    pattern(`\\(gov\\.cn\\) websites totaled ${COUNT} \\([^)]*\\), ${CHANGE} ${PERCENT} from last week`),
  ],
  [
    "websites.backdoored.gov",
    pattern(
      `installed into ${COUNT} \\([^)]*\\) government \\(gov\\.cn\\) websites, which ${CHANGE} ${PERCENT} from last week`,
    ),
  ],
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
  for (const [field, expression] of CHANGES) {
    const found = expression.exec(document);
    if (found && field in fields) {
      fields[field].change = { value: Number(found[3]), direction: found[2].includes("increase") ? "up" : "down" };
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
