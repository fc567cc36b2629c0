/** The core words its remarks in English; the page says them as the core's own tables do, in its own language. */
import { readFileSync } from "node:fs";
import { type Certdelta, type Diagnostic, load } from "certdelta";
import { exportReports } from "certdelta/export";
import { beforeAll, describe, expect, it } from "vitest";
import { Messages } from "../../../web/src/messages/messages.ts";
import { remarkOf, type Said } from "../../../web/src/messages/remarks.ts";
import { sentencesOf } from "../../../web/src/teach/profiles.ts";

const text = readFileSync(new URL("../../e2e/fixtures/issue-21-2024.md", import.meta.url), "utf8");
const week = (issue: string) => text.replace("Issue 21 2024 May.20 -May.26", issue);
const may20 = "Issue 21 2024 May.20 -May.26";
const may27 = "Issue 22 2024 May.27 -Jun.2";

const chinese = new Messages("zh-CN");
const sentences = sentencesOf([]);
const words = { label: (field: string) => `【${field}】`, sentences: (code: string) => sentences.get(code) ?? [] };
const said = ({ code, message }: Said) => remarkOf(chinese, { code, message }, words);

let certdelta: Certdelta;
beforeAll(async () => {
  certdelta = await load();
});

function remarksOf(documents: Readonly<Record<string, string>>): Diagnostic[] {
  const records = Object.entries(documents).map(([name, document]) => certdelta.parseAs("json", document, { name }));
  certdelta.feedSeries(new TextEncoder().encode(records.join("\n")), { end: true });
  return JSON.parse(certdelta.endSeries("json")).diagnostics;
}

const series: [code: string, documents: Record<string, string>, words: RegExp][] = [
  ["never-read", { "a.md": week(may20) }, /^所有报告中都未读到：【[\w.]+】、/],
  [
    "issue-numbers-differ",
    { "a.md": week(may20), "b.md": week("Issue 22 2024 May.20 -May.26") },
    /^2024-05-20 至 2024-05-26：a\.md 为第 21 期，b\.md 为第 22 期.*只保留第 21 期，b\.md 的数字未计入序列$/,
  ],
  [
    "issue-number-repeated",
    { "a.md": week(may20), "b.md": week("Issue 21 2024 May.27 -Jun.2") },
    /^2024-05-27 至 2024-06-02：b\.md 为 2024 年第 21 期，2024-05-20 至 2024-05-26 的 a\.md 也是/,
  ],
  [
    "revision-kept",
    { "a.md": week(may20), "a-rev2.md": week(may20).replace("handled 300", "handled 310") },
    /^2024-05-20 至 2024-05-26：有 2 个版本，保留较晚的 a-rev2\.md$/,
  ],
  [
    "revision-undecided",
    { "a.md": week(may20), "a.txt": week(may20).replace("handled 300", "handled 310") },
    /^2024-05-20 至 2024-05-26：无法判断 a\.(md|txt) 与 a\.(md|txt) 哪个较晚/,
  ],
  [
    "revision-lacks",
    { "a.md": week(may20), "a-rev2.md": week(may20).replace(/Duty Editor: .*/u, "") },
    /^2024-05-20 至 2024-05-26：较晚的版本 a-rev2\.md 可能不完整，其中未读到较早版本印有的：/,
  ],
  [
    "stated-change-disagrees",
    { "a.md": week(may20), "b.md": week(may27) },
    /^2024-05-27 至 2024-06-02：报告称(上升|下降) [\d.]+%，由 \d+ 到 \d+ 应为 0%$/,
  ],
  ["no-profile", { "club.md": "Garden club, 14 members." }, /^没有适用于 club\.md 的模板，未计入序列$/],
  ["period-unknown", { "a.md": week("Issue 21 2024") }, /^a\.md 没有写明时段，其数字未计入序列$/],
  [
    "anomalies-not-judged",
    Object.fromEntries(
      ["Issue 1 2024 Jan.1 -Jan.7", "Issue 2 2024 Jan.8 -Jan.14", "Issue 3 2024 Jan.15 -Jan.21"].map((issue, i) => [
        `${i}.md`,
        week(issue).replace("handled 300", i === 2 ? "handled 900" : "handled 300"),
      ]),
    ),
    /^数值几乎不变，因此不判断异常；多为 300，最小 300，最大 900$/,
  ],
];

it.each(series)("says %s of a series", (code, documents, words) => {
  const remarks = remarksOf(documents).filter((remark) => remark.code === code);
  expect(remarks).not.toEqual([]);
  for (const remark of remarks) expect(said(remark)).toMatch(words);
});

describe("a comparison", () => {
  const remarks = (before: string, after: string): Diagnostic[] =>
    JSON.parse(certdelta.compareAs("json", before, after, { before: "a.md", after: "b.md" })).diagnostics;

  it.each<[string, string, string, RegExp]>([
    [
      "stated-change-disagrees",
      may20,
      may27,
      /^报告称(上升|下降) [\d.]+%，由 [\d,]+ 到 [\d,]+ 应为 0%；若确为.*，此前应为 [\d,]+$/,
    ],
    ["issue-numbers-differ", may20, "Issue 22 2024 May.20 -May.26", /^两份报告为同一周，期号却是 2024 年第 21 期与/],
    ["issue-number-repeated", may20, "Issue 21 2024 May.27 -Jun.2", /^两份报告不在同一周，却都是 2024 年第 21 期/],
    ["weeks-uneven", may20, "Issue 22 2024 May.28 -Jun.3", /^两份报告的开始日期相隔 8 天，不是整周$/],
    ["period-unknown", may20, "Issue 22 2024", /^b\.md 没有写明时段，两份报告的先后由期号判断$/],
  ])("says %s", (code, before, after, words) => {
    const found = remarks(week(before), week(after)).filter((remark) => remark.code === code);
    expect(found).not.toEqual([]);
    for (const remark of found) expect(said(remark)).toMatch(words);
  });
});

it("names the figures that a check compares", () => {
  const { diagnostics } = certdelta.parse(text, "a.md");
  const check = diagnostics.find(({ code }) => code === "check.change");
  expect(check && said(check)).toBe("所述变化推不出上周的整数值：【websites.backdoored.gov】 = 30、下降 10%");
});

/** What contradicts itself, is cut off, is of another time, is printed twice. */
const troubled = [
  text,
  text.replace("(1.2%)", "(7.2%)"),
  `${text}\n\nCNCERT has handled 310 network security incidents, 90 of which were cross-border ones.\n`,
  `${text}\n\nSince January, CNCERT has handled 9,300 network security incidents.\n`,
  text.replace("May.20 -May.26", "May.21 -May.27"),
  text.slice(0, text.indexOf("300 network") + 2),
];

describe.each(["en", "zh"] as const)("in %s", (lang) => {
  const messages = new Messages(lang === "en" ? "en" : "zh-CN");
  const labels = () => {
    const fields = certdelta.info.profiles.flatMap((profile) => profile.fields);
    const names = new Map(fields.map(({ name, label }) => [name, label[lang]]));
    return { ...words, label: (field: string) => names.get(field) ?? field };
  };

  it("says of a report what the core's table says", () => {
    const codes = new Set<string>();
    for (const document of troubled) {
      const { diagnostics } = certdelta.parse(document);
      // English tables have the names of records within some sentences.
      const table = certdelta.parseAs("table", document, { lang }).replaceAll(/[a-z_]+(?:\.[a-z_]+)+/g, labels().label);
      for (const remark of diagnostics) {
        codes.add(remark.code);
        const page = remarkOf(messages, { ...remark, field: null }, labels());
        expect(table.replaceAll(/\s+/g, " ")).toContain(page.replaceAll(/\s+/g, " "));
      }
    }
    expect([...codes]).toEqual(expect.arrayContaining(["check.change", "check.defaced-gov-share", "check.period"]));
  });

  it("names a field once", () => {
    for (const remark of troubled.flatMap((document) => certdelta.parse(document).diagnostics)) {
      if (remark.field === null) continue;
      const page = remarkOf(messages, remark, labels());
      const label = labels().label(remark.field);
      expect(page.split(label).length - 1, page).toBe(1);
      expect(page).not.toContain(remark.field);
    }
  });

  it("says of a comparison what the core's Markdown says", () => {
    const newer = week(may27);
    const { diagnostics } = JSON.parse(certdelta.compareAs("json", text, newer, { before: "a.md", after: "b.md" }));
    const markdown = certdelta.compareAs("markdown", text, newer, { before: "a.md", after: "b.md", lang });
    const plain = (it: string) => it.replaceAll("\\", "").replaceAll(/\s+/g, " ");
    for (const remark of diagnostics) expect(plain(markdown)).toContain(plain(remarkOf(messages, remark, labels())));
    expect(diagnostics).not.toEqual([]);
  });
});

it("says what an export leaves out", async () => {
  const report = certdelta.parse("Garden club, 14 members.", "club.md");
  const { diagnostics } = await exportReports(certdelta, [report], "csv");
  expect(diagnostics.map(said)).toEqual(["没有适用于 club.md 的模板，它没有行"]);
});

it("leaves a remark that it does not know to the words of its code, and one of no known code as it is", () => {
  expect(said({ code: "no-profile", message: "something else" })).toBe("没有适用于该文档的模板");
  expect(said({ code: "user.code", message: "something else" })).toBe("something else");
});

it("takes nothing in a document's name for a form of its own", () => {
  const name = "a} is {b} $& issue 3.md";
  const message = `no profile fits ${name}, so it is not part of the series`;
  expect(said({ code: "no-profile", message })).toBe(`没有适用于 ${name} 的模板，未计入序列`);
});
