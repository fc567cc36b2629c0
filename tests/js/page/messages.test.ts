import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { units as enUnits } from "../../../core/messages/phrases.en.json";
import { phrases, units } from "../../../core/messages/phrases.zh.json";
import zhRemarks from "../../../core/messages/remarks.zh.json";
import profile from "../../../core/profiles/cncert-weekly.en.json";
import en from "../../../web/src/messages/en.json";
import { Messages, preferredLocale } from "../../../web/src/messages/messages.ts";
import zhCN from "../../../web/src/messages/zh-CN.json";
import { sentencesOf } from "../../../web/src/teach/profiles.ts";

const placeholders = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(String).sort();

describe("the message catalogues", () => {
  it("say the same things, save that Chinese has no singular", () => {
    const keysOf = (catalogue: object) => Object.keys(catalogue).sort();
    expect(keysOf(zhCN)).toEqual(keysOf(en).filter((key) => !key.endsWith(".one")));
  });

  it("use the same placeholders", () => {
    const chinese: Record<string, string> = zhCN;
    for (const [key, message] of Object.entries(en)) {
      if (!key.endsWith(".one")) expect(placeholders(chinese[key] ?? ""), key).toEqual(placeholders(message));
    }
  });
});

/** One name for one thing: what the commands print of a report, a comparison or a series, the page says in the same words. */
describe("the words of the core's tables", () => {
  const keys = Object.keys(en).filter(
    (key) =>
      /^(kind|field|direction|qualifier|severity)\.[a-z_-]+$/.test(key) ||
      /^relation\.(?!apartWeeks|reversedWeeks)/.test(key) ||
      /^why\.(unrelated|not-in-profile|ambiguous|rejected|different)/.test(key) ||
      /^movement\.(?!all|disagrees|differs|only)/.test(key),
  );
  const slots = (message: string) => message.replaceAll(/\{\w+\}/g, "{0}");

  it.each([...keys, "reports.noPeriod", "remark.rounding", "trends.legend.anomaly"])("are those of %s", (key) => {
    const [english, chinese] = [en, zhCN].map((catalogue) => slots((catalogue as Record<string, string>)[key] ?? ""));
    const phrase = Object.entries(phrases).find(([words]) => words.toLowerCase() === english?.toLowerCase());
    expect(phrase?.[1]).toBe(chinese);
  });

  it("name units", () => {
    for (const { unit } of profile.fields) {
      if (unit === undefined || unit === "%") continue;
      expect(new Messages("en").unit(unit)).toBe((enUnits as Record<string, string>)[unit] ?? unit);
      expect(new Messages("zh-CN").unit(unit)).toBe((units as Record<string, string>)[unit]);
    }
  });
});

/** Codes as the core's sources write them; those of the profile linter are for the command only. */
describe("every code of the core", () => {
  const core = fileURLToPath(new URL("../../../core/src/", import.meta.url));
  const sources = readdirSync(core, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".cpp") && !/^profile\/|^(finding|run_examples)\.cpp/.test(path))
    .map((path) => readFileSync(core + path, "utf8"));
  const codes = (...patterns: RegExp[]) => [
    ...new Set(
      sources.flatMap((source) => patterns.flatMap((p) => [...source.matchAll(p)].map(([, code]) => code ?? ""))),
    ),
  ];
  const readers = fileURLToPath(new URL("../../../js/src/", import.meta.url));
  const ofReaders = [
    ...new Set(
      readdirSync(readers, { recursive: true, encoding: "utf8" })
        .filter((path) => /^(pdf|html|docx|omissions)\b.*\.ts$/.test(path))
        .map((path) => readFileSync(readers + path, "utf8"))
        .flatMap((source) =>
          [...source.matchAll(/(?:tell\("\w+", |\bcode: )"([a-z-]+)"/g)].map(([, code]) => code ?? ""),
        ),
    ),
  ];
  const diagnostics = codes(/Severity::\w+,\s*"([a-z-]+)"/g, /\bcode = "([a-z-]+)"/g);
  const doubts = readFileSync(`${core}extract/doubt.cpp`, "utf8").matchAll(/return "([a-z-]+)"/g);
  const reasons = [
    ...new Set([
      ...codes(/\bwhy = "([a-z-]+)"/g, /return "([a-z-]+-(?:before|after)|unrelated|different-\w+)"/g),
      ...[...doubts].map(([, code]) => code ?? ""),
    ]),
  ];
  const ofProfile = [
    ...profile.checks.map(({ id }) => `check.${id}`),
    "check.period-number",
    ...profile.notices.map(({ code }) => code),
  ];
  const chinese: Record<string, string> = zhCN;
  const remarks: Record<string, { summary?: string; forms?: string[][] }> = zhRemarks;
  const english: Record<string, string> = en;
  const sentences = sentencesOf([]);

  it("is found in the sources", () => {
    expect(diagnostics).toEqual(expect.arrayContaining(["editions-disagree", "stated-change-revised", "no-profile"]));
    expect(ofReaders).toEqual(expect.arrayContaining(["text-omitted", "page-without-text", "styles-not-followed"]));
    expect(reasons).toEqual(expect.arrayContaining(["cut-off", "ambiguous-before", "different-unit", "unrelated"]));
  });

  it.each([...diagnostics, ...ofReaders, ...ofProfile])(
    "diagnostic %s has words in Chinese beside the core's own in English",
    (code) => {
      const ofProfile = sentences.get(code)?.every(({ zh }) => zh !== "");
      expect(remarks[code]?.summary ?? ofProfile ?? remarks[code.replace(/\..*/, "")]?.forms).toBeTruthy();
    },
  );

  it.each(reasons)("reason %s has words in both languages", (code) => {
    expect(chinese[`why.${code}`]).toBeTruthy();
    expect(english[`why.${code}`]).toBeTruthy();
  });
});

describe("Messages", () => {
  it("counts in the plural forms of the language", () => {
    expect(new Messages("en").count("status.read", 1)).toBe("1 report");
    expect(new Messages("en").count("status.read", 1200)).toBe("1,200 reports");
    expect(new Messages("zh-CN").count("status.read", 1)).toBe("1 份报告");
  });

  it("never takes a value for a placeholder of its own", () => {
    const said = new Messages("en").say("status.evidence", { field: "{text}", line: 1, text: "253" });
    expect(said).toBe("{text}: line 1, “253”");
  });

  it.each([
    [["zh-TW", "en"], "zh-CN"],
    [["fr", "zh"], "zh-CN"],
    [["fr", "en-GB", "zh"], "en"],
    [["fr"], "en"],
    [[], "en"],
  ])("prefers for %j the locale %s", (languages, locale) => {
    expect(preferredLocale(languages)).toBe(locale);
  });
});
