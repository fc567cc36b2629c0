/** What the HTML page says, in the languages that profiles carry. */
import type { LabelLanguage } from "../certdelta.js";
import type { Qualifier, Status } from "../types.js";

export interface Words {
  reports(count: number): string;
  readBy(reports: string): string;
  noProfile: string;
  issue(number: number, year: number | null): string;
  period(start: string, end: string): string;
  columns: readonly string[];
  status: Readonly<Record<Status, string>>;
  absent(fields: string): string;
  qualified: Readonly<Record<Qualifier, (value: string) => string>>;
  directions: Readonly<Record<string, string>>;
  points: string;
  findings: string;
  unassigned: string;
  onLine(text: string, line: number): string;
  list: string;
}

const en: Words = {
  reports: (count) => `${count} ${count === 1 ? "report" : "reports"}`,
  readBy: (reports) => `${reports} read by certdelta`,
  noProfile: "No profile fits",
  issue: (number, year) => ` ${number}${year === null ? "" : `/${year}`}`,
  period: (start, end) => `, ${start} to ${end}`,
  columns: ["Field", "Value", "Change", "Status", "Read from"],
  status: { found: "found", absent: "absent", ambiguous: "ambiguous", rejected: "rejected" },
  absent: (fields) => `Absent: ${fields}`,
  qualified: {
    about: (value) => `about ${value}`,
    "more-than": (value) => `more than ${value}`,
    nearly: (value) => `nearly ${value}`,
  },
  directions: { up: "up", down: "down", same: "same", unknown: "unknown" },
  points: " points",
  findings: "Contradictions and remarks",
  unassigned: "Figures that no rule explains",
  onLine: (text, line) => `${text} (line ${line})`,
  list: "; ",
};

const zh: Words = {
  reports: (count) => `${count} 份报告`,
  readBy: (reports) => `certdelta 读取的 ${reports}`,
  noProfile: "没有适用的模板",
  issue: (number, year) => ` ${year === null ? "" : `${year} 年`}第 ${number} 期`,
  period: (start, end) => `，${start} 至 ${end}`,
  columns: ["字段", "数值", "变化", "状态", "出处"],
  status: { found: "已读出", absent: "未出现", ambiguous: "有歧义", rejected: "已否决" },
  absent: (fields) => `未出现：${fields}`,
  qualified: {
    about: (value) => `约 ${value}`,
    "more-than": (value) => `逾 ${value}`,
    nearly: (value) => `近 ${value}`,
  },
  directions: { up: "上升", down: "下降", same: "持平", unknown: "方向不详" },
  points: " 个百分点",
  findings: "矛盾与说明",
  unassigned: "没有规则解释的数字",
  onLine: (text, line) => `${text}（第 ${line} 行）`,
  list: "、",
};

export const wordsOf: Readonly<Record<LabelLanguage, Words>> = { en, zh };
