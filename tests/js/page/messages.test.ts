import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import zhRemarks from "../../../core/messages/remarks.zh.json";
import profile from "../../../core/profiles/cncert-weekly.en.json";
import en from "../../../web/src/messages/en.json";
import { Messages, preferredLocale } from "../../../web/src/messages/messages.ts";
import zhCN from "../../../web/src/messages/zh-CN.json";

const placeholders = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(String).sort();

/** What the core words in English itself, or names in English anyway, needs words in the other languages only. */
const coreSpeaks = /^(diagnostic|unit)\./;

describe("the message catalogues", () => {
  it("say the same things, save that Chinese has no singular", () => {
    const keysOf = (catalogue: object) =>
      Object.keys(catalogue)
        .filter((key) => !coreSpeaks.test(key))
        .sort();
    expect(keysOf(zhCN)).toEqual(keysOf(en).filter((key) => !key.endsWith(".one")));
  });

  it("use the same placeholders", () => {
    const chinese: Record<string, string> = zhCN;
    for (const [key, message] of Object.entries(en)) {
      if (!key.endsWith(".one")) expect(placeholders(chinese[key] ?? ""), key).toEqual(placeholders(message));
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
  const reasons = codes(/\bwhy = "([a-z-]+)"/g, /return "([a-z-]+-(?:before|after)|unrelated|different-\w+)"/g);
  const ofProfile = [
    ...profile.checks.map(({ id }) => `check.${id}`),
    "check.period-number",
    ...profile.notices.map(({ code }) => code),
  ];
  const chinese: Record<string, string> = zhCN;
  const remarks: Record<string, { summary?: string; forms?: string[][] }> = zhRemarks;
  const english: Record<string, string> = en;

  it("is found in the sources", () => {
    expect(diagnostics).toEqual(expect.arrayContaining(["editions-disagree", "stated-change-revised", "no-profile"]));
    expect(ofReaders).toEqual(expect.arrayContaining(["text-omitted", "page-without-text", "styles-not-followed"]));
    expect(reasons).toEqual(expect.arrayContaining(["cut-off", "ambiguous-before", "different-unit", "unrelated"]));
  });

  it.each([...diagnostics, ...ofReaders, ...ofProfile])(
    "diagnostic %s has words in Chinese beside the core's own in English",
    (code) => {
      expect(chinese[`diagnostic.${code}`] ?? remarks[code]?.summary).toBeTruthy();
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
