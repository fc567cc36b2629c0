// The wordings of an edition, beside this file.
import { readFileSync } from "node:fs";

/**
 * @typedef {{ name: string, headings: string[], eras: string[], paragraphs: string[][] }} SectionData
 * @typedef {{ title: string, lines: string[] }} SiblingData
 * @typedef {{ headlines: string[], leads: { text: string, dated: boolean, lastWeek?: boolean }[], groups: string[][], decoys: string[] }} RetellingData  each group is one sentence, in several wordings
 * @typedef {{ up: string, down: string, same?: string }} ChangeWords
 */

/**
 * @typedef {object} EditionData
 * @property {"en" | "zh"} edition
 * @property {string} profile
 * @property {string} sentenceJoin
 * @property {string} sentenceEnd  a pattern
 * @property {string[]} titles
 * @property {string} organisation
 * @property {string[]} issueLines
 * @property {string[]} [unnumberedIssueLines]
 * @property {string[]} months     English edition only
 * @property {Record<string, { from: number, to: number }>} eras
 * @property {Record<string, { codes: string[], printed: string[] }>} enumerations
 * @property {Record<string, { length: number, names: string[] }>} lists
 * @property {Record<string, string[]>} texts
 * @property {Record<string, string>} founded  by era, as YYYY-MM: what reports say about it has changed
 * @property {Record<string, ChangeWords>} changes
 * @property {string} [absoluteUnit]  measure word of an absolute change; editions without one print percentages only
 * @property {{ heading: string, legend: string, boxes: { field: string, label: string }[] }} panel
 * @property {string[]} lead
 * @property {SectionData[]} sections
 * @property {{ heading: string, paragraphs: string[][] }} aboutSection
 * @property {{ heading: string, invitation: string, lines: string[] }} contactSection
 * @property {{ some: string, none: string }} countWords  Chinese edition only
 * @property {Record<string, string[]>} decoys  by section
 * @property {string[]} [ownBeginnings]  of paragraphs that a decoy may stand before; any when left out
 * @property {{ top: string[], bottom: string[] }} siteNoise
 * @property {string[]} runningLines
 * @property {{ labelTwice: { find: string, replace: string, fields: string[] }, typos: [string, string][] }} mistakes
 * @property {{ traditional: string, pinyin: Record<string, string>, censored: string[] }} [press]
 * @property {RetellingData} [retelling]  Chinese edition only
 * @property {Record<string, SiblingData>} siblings
 */

/**
 * @param {"en" | "zh"} edition
 * @returns {EditionData}
 */
export function readData(edition) {
  return JSON.parse(readFileSync(new URL(`data/${edition}.json`, import.meta.url), "utf8"));
}
