// Sentences that read like a field's and are not this week's: each class of words of data/zh-scope.json, in each place
// where it may stand. The sentence behind them is this week's, and has to be read all the same.
import { beforeAll, expect, test } from "vitest";
import { parseTexts, requireNative } from "./command.mjs";
import data from "./data/zh-scope.json";

const TITLE = "网络安全信息与动态周报2021年第10期（3月8日—3月14日）\n本周网站安全情况\n";
const DEFACED = "websites.defaced.total";
const BACKDOORED = "websites.backdoored.total";
const NEXT = "本周境内被植入后门的网站数量为1190个。\n";

beforeAll(requireNative);

/** The names of the fields that were found, of each of the documents, with the document. */
function foundIn(documents: string[]) {
  return parseTexts(documents).map((record, index) => ({
    document: documents[index],
    found: Object.entries(record.fields ?? {})
      .filter(([, { status }]) => status === "found")
      .map(([name]) => name),
  }));
}

/** Documents with a sentence of another scope, and one of this week behind it. */
function documents(phrases: string[], sentences: ((phrase: string) => string)[]) {
  return phrases.flatMap((phrase) => sentences.map((sentence) => `${TITLE}${sentence(phrase)}${NEXT}`));
}

function expectFound(texts: string[], found: string[]) {
  expect(foundIn(texts)).toEqual(texts.map((document) => ({ document, found })));
}

const before = (phrase: string) => `${phrase}，境内被篡改网站数量为4988个。`;
const attached = (phrase: string) => `${phrase}境内被篡改网站数量为4988个。`;
const circumstance = (phrase: string) => `在${phrase}，境内被篡改网站数量为4988个。`;
const inside = (phrase: string) => `境内被篡改网站数量${phrase}4988个。`;
const behind = (phrase: string) => `境内被篡改网站数量为4988个${phrase}。`;
const inNextClause = (phrase: string) => `境内被篡改网站数量为4988个，${phrase}。`;
const inBrackets = (phrase: string) => `境内被篡改网站数量为4988个（${phrase}）。`;
const asFigure = (phrase: string) => `境内被篡改网站数量为${phrase}。`;

// Where a name stands that no list holds.
const ofOutsiders = [
  (name: string) => `${name}方面，境内被篡改网站数量为4988个。`,
  (name: string) => `记者在${name}看到，境内被篡改网站数量为4988个。`,
  (name: string) => `来自${name}的消息：境内被篡改网站数量为4988个。`,
  (name: string) => `以${name}为例，境内被篡改网站数量为4988个。`,
  (name: string) => `${name}报告，境内被篡改网站数量为4988个。`,
  (name: string) => `境内被篡改网站数量为4988个，均由${name}通报。`,
  (name: string) => `境内被篡改网站数量为4988个（数据来源：${name}）。`,
];

test.each([
  ["names that no list holds", documents(data.outsiders, ofOutsiders)],
  ["times that no list holds", documents(data.unlistedTimes, [before])],
  ["other times", documents(data.otherTimes, [before, attached])],
  ["rates", documents(data.rates, [attached, inBrackets, (rate) => inside(`${rate}为`)])],
  ["units and ranges", documents(data.units, [asFigure])],
  ["other subjects", documents(data.subjects, [attached, circumstance])],
  ["other speakers, and what is not said to be so", documents(data.speakers, [attached])],
  ["denials", documents(data.denials, [behind, inNextClause])],
  ["verbs that say something else", documents(data.verbs, [inside])],
])("%s are left aside", (_, texts) => {
  expectFound(texts, [BACKDOORED]);
});

test("the report's own days, week and issue are its own", () => {
  expectFound(documents(data.ownTimes, [before]), [DEFACED, BACKDOORED]);
});

test("a heading, or a sentence that looks back, moves figures that stand in other sentences", () => {
  const figures = "境内被篡改网站数量为4988个。境内被植入后门的网站数量为1190个。";
  const texts = data.carried.map(
    (text) => `${TITLE}${text.replace("{figures}", figures)}\n本周重要漏洞情况\nCNVD新收录网络安全漏洞100个。\n`,
  );
  expectFound(texts, ["vulnerabilities.new.total"]);
});

test("a label that stands twice in a list leaves its field open", () => {
  const open = parseTexts(data.labelsTwice.map((text) => `${TITLE}${text}\n`)).map(({ fields }) =>
    Object.values(fields).some(({ status }) => status === "ambiguous"),
  );
  expect(open).toEqual(data.labelsTwice.map(() => true));
});

test("a change that lost its per cent sign is none", () => {
  const texts = documents(data.lostPercentSigns, [behind]);
  expectFound(texts, [DEFACED, BACKDOORED]);
  expect(parseTexts(texts).map(({ fields }) => fields[DEFACED]?.change)).toEqual(texts.map(() => undefined));
});

test("figures without digits that name no clear number are unassigned", () => {
  const texts = documents(data.numerals, [(numeral) => asFigure(`${numeral}个`)]);
  expectFound(texts, [BACKDOORED]);
  expect(parseTexts(texts).map(({ unassigned }) => unassigned.length > 0)).toEqual(texts.map(() => true));
});

test("an address or number at the cut end of a text is not found", () => {
  const texts = data.contacts.map((contact) => `${TITLE}${NEXT}联系我们\n${contact}`);
  expectFound(texts, [BACKDOORED]);
});

test("a branch's edition is no issue", () => {
  const texts = data.titles.map(
    (title) => `${title}\n本周网络安全基本态势\n本周网站安全情况\n${NEXT}国家互联网应急中心\n`,
  );
  expect(parseTexts(texts).map(({ profile }) => profile)).toEqual(texts.map(() => null));
});
