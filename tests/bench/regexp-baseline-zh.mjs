// The Chinese counterpart of regexp-baseline.mjs, written with the same care: compiled once, blanks tolerated around figures,
// the same figures as the core reads from the sentences that the corpus writes.

const COUNT = String.raw`\s*(\d+(?:\.\d+)?\s*[万亿]?)\s*`;
const PERCENT = String.raw`\s*(\d+(?:\.\d+)?)\s*[%％]`;
const VERB = "(?:数量|总数)?(?:约为|为|约|达到了|达到|达|共计|共|：)?";
const SHARE = `（约?占境内${PERCENT}）`;
const CHANGE = `(?:[，（](?:较上周)?(?:环比)?(?:(无变化|与上周持平|持平)|(减少|下降|上升|增加|增长)了?${PERCENT}))?`;

const MULTIPLIERS = { 万: 1e4, 亿: 1e8 };

/** @param {string} text */
function count(text) {
  const [, digits, scale] = /** @type {RegExpExecArray} */ (/^([\d.]+)\s*([万亿]?)/u.exec(text));
  return Math.round(Number(digits) * (MULTIPLIERS[/** @type {"万" | "亿"} */ (scale)] ?? 1));
}

const text = (/** @type {string} */ printed) => printed.replaceAll("\\", "").trim();
const names = (/** @type {string} */ printed) => printed.split(/[、和]/u);

/** @type {[RegExp, [field: string, convert: (printed: string) => unknown][]][]} */
const FIGURES = /** @type {[string, [string, (printed: string) => unknown][]][]} */ ([
  ["网络安全(?:态势|指数)(?:整体|总体)?评价为(优|良|中|差|危)", [["rating.overall", text]]],
  [`被木马或被?僵尸程序控制的主机${VERB}${COUNT}`, [["malware.infected_hosts.trojan_botnet", count]]],
  [
    `境内感染飞客(?:（conficker）|"conficker"|conficker)?蠕虫的主机${VERB}${COUNT}`,
    [["malware.infected_hosts.conficker", count]],
  ],
  [`按网络病毒名称统计新增${COUNT}个`, [["malware.new_names", count]]],
  [`按网络病毒家族统计新增${COUNT}个`, [["malware.new_families", count]]],
  ["排名前三位的分别是([^。，；]+)", [["malware.top_provinces", names]]],
  [
    `放马站点共?涉及域名${COUNT}个，(?:涉及)?IP地址${COUNT}个`,
    [
      ["malware_hosting.domains", count],
      ["malware_hosting.ips", count],
    ],
  ],
  [
    `个域名中，有?约?${PERCENT}为境外注册，且顶级域为\\.com的(?:约占|占)?${PERCENT}`,
    [
      ["malware_hosting.domains_overseas_pct", Number],
      ["malware_hosting.tld_com_pct", Number],
    ],
  ],
  [`个IP中，有?约?${PERCENT}位于境内`, [["malware_hosting.ips_domestic_pct", Number]]],
  [`(?:，|有)约?${PERCENT}位于境外`, [["malware_hosting.ips_overseas_pct", Number]]],
  [`通过IP直接访问的仅?涉及${COUNT}个IP`, [["malware_hosting.ips_direct", count]]],
  [
    `仿冒页面涉及域名${COUNT}个，(?:涉及)?IP地址${COUNT}个`,
    [
      ["websites.phishing.domains", count],
      ["websites.phishing.ips", count],
    ],
  ],
  [`平均每个IP地址承载[了约]*${COUNT}个仿冒页面`, [["websites.phishing.pages_per_ip", count]]],
  [
    `高危漏洞${COUNT}个、中危漏洞${COUNT}个、低危漏洞${COUNT}个`,
    [
      ["vulnerabilities.new.high", count],
      ["vulnerabilities.new.medium", count],
      ["vulnerabilities.new.low", count],
    ],
  ],
  ["漏洞威胁整体评价级别为(高|中|低)", [["vulnerabilities.severity", text]]],
  [
    "([^，。、；：（）\\s\\d]{1,30}?)漏洞占比最高，其次是([^，。、；：（）\\s\\d]{1,30}?)漏洞和([^，。、；：（）\\s\\d]{1,30}?)漏洞",
    [
      ["vulnerabilities.top_types.0", text],
      ["vulnerabilities.top_types.1", text],
      ["vulnerabilities.top_types.2", text],
    ],
  ],
  [`跨境网络安全事件${COUNT}起`, [["incidents.handled.cross_border", count]]],
  [`重点处理了?${COUNT}起(?:网页)?仿冒投诉`, [["incidents.handled.phishing", count]]],
  [`协调了?${COUNT}个应用商店`, [["mobile.app_stores", count]]],
  [`[调及和、]了?${COUNT}个提供恶意移动应用程序下载服务的平台`, [["mobile.providers", count]]],
  [`恶意URL链接?${COUNT}[个条]`, [["mobile.malicious_urls", count]]],
  ["成立于(\\d{4}年(?:\\d{1,2}月)?)", [["about.founded", text]]],
  [`${COUNT}个省、自治区、直辖市`, [["about.provinces", count]]],
  [
    `截至(\\d{4})年底?，已?与${COUNT}个国家和地区的${COUNT}个组织建立`,
    [
      ["about.as_of_year", Number],
      ["about.partner_countries", count],
      ["about.partner_orgs", count],
    ],
  ],
  ["本期编辑：\\s*(.+)", [["contact.duty_editor", text]]],
  ["网址：\\s*(\\S+)", [["contact.website", text]]],
  ["(?:email|电子邮箱|电子邮件|邮箱)：\\s*(\\S+)", [["contact.email", text]]],
  ["电话：\\s*(\\S+)", [["contact.tel", text]]],
]).map(([source, slots]) => [new RegExp(source, "iu"), slots]);

/** Figures that may have a change behind them, and a share before it. */
/** @type {[string, RegExp, share?: string][]} */
const CHANGING = /** @type {[string, string, string?][]} */ ([
  ["malware.infected_hosts.total", `境内感染网络病毒的主机${VERB}${COUNT}个?${CHANGE}`],
  ["websites.defaced.total", `境内被篡改的?网站${VERB}${COUNT}个?${CHANGE}`],
  ["websites.backdoored.total", `境内被植入后门的?网站${VERB}${COUNT}个?${CHANGE}`],
  ["websites.phishing.pages", `针对境内网站的仿冒页面${VERB}${COUNT}个?${CHANGE}`],
  ["vulnerabilities.new.total", `新收录网络安全漏洞${COUNT}个${CHANGE}`],
  ["incidents.handled.total", `处理了?网络安全事件${COUNT}起${CHANGE}`],
  [
    "websites.defaced.gov",
    `被篡改的?政府网站(?:（GOV类）)?${VERB}${COUNT}个${SHARE}${CHANGE}`,
    "websites.defaced.gov_share_pct",
  ],
  [
    "websites.backdoored.gov",
    `被植入后门的政府网站(?:（GOV类）)?${VERB}${COUNT}个${SHARE}${CHANGE}`,
    "websites.backdoored.gov_share_pct",
  ],
]).map(([field, source, share]) => [field, new RegExp(source, "iu"), share]);

/** @type {[string, RegExp][]} */
const BOXES = [
  ["malware.infected_hosts.total", "境内感染网络病毒的主机数量"],
  ["websites.defaced.total", "境内被篡改的?网站(?:总数|数量)"],
  ["websites.backdoored.total", "境内被植入后门的?网站(?:总数|数量)"],
  ["websites.phishing.pages", "针对境内网站的仿冒页面数量"],
  ["vulnerabilities.new.total", "新增信息安全漏洞数量"],
  ["vulnerabilities.new.high", "其中高危漏洞数量"],
].map(([field, label]) => [field, new RegExp(`${label}${COUNT}(?:(=)|([\u2191\u2193])${PERCENT})?`, "u")]);

const ISSUE = /(\d{4})年第(\d{1,2})期/u;
const PERIOD = /(\d{1,2})月(\d{1,2})日(?:—|-|至)(?:(\d{1,2})月)?(\d{1,2})日/u;

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
        fields[share] = { value: Number(found[2]) };
      }
      const [same, direction, size] = found.slice(share === undefined ? 2 : 3);
      if (same) {
        fields[field].change = { value: null, direction: "same" };
      } else if (direction) {
        fields[field].change = { value: Number(size), direction: /减|降/u.test(direction) ? "down" : "up" };
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
  const period = PERIOD.exec(document);
  return {
    issue: issue && { number: Number(issue[2]), year: Number(issue[1]), period: period?.slice(1) },
    fields,
  };
}
