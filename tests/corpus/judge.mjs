// Compares a record with the truth of its document. Every finding is one readable line.
import { fold, numberOf } from "./fold.mjs";

/**
 * The parts of a certdelta.report/1 record that are judged.
 * @typedef {{ bytes: [number, number], utf16: [number, number], line: number, text: string, quote?: string }} Evidence
 * @typedef {{ kind: string, value?: number | null, direction: string }} RecordChange
 * @typedef {{ status: string, value?: unknown, precision?: number, qualifier?: string, change?: RecordChange, evidence?: Evidence[], candidates?: { evidence?: Evidence }[] }} RecordField
 * @typedef {object} ReportRecord
 * @property {{ id: string } | null} profile
 * @property {{ number: number | null, year: number | null }} issue
 * @property {{ start: string, end: string } | null} period
 * @property {Record<string, RecordField>} fields
 * @property {{ text: string, evidence: Evidence }[]} unassigned
 * @property {{ code: string, field: string | null, evidence?: Evidence }[]} diagnostics
 */

/**
 * @param {ReportRecord} record
 * @param {import("./truth.mjs").Truth} truth
 * @param {string} source  the document's text
 * @returns {string[]} findings; none when the record is what a perfect reader gives
 */
export function judge(record, truth, source) {
  return [
    ...judgeIdentity(record, truth),
    ...judgeFields(record, truth, source),
    ...judgeUnassigned(record, truth, source),
    ...judgeDiagnostics(record, truth),
    ...judgeEvidence(record, source),
  ];
}

/**
 * @param {ReportRecord} record
 * @param {import("./truth.mjs").Truth} truth
 */
function judgeIdentity(record, truth) {
  return [
    ...differs("profile", truth.profile, record.profile?.id ?? null),
    ...differs("issue", truth.issue, record.issue),
    ...differs("period", truth.period, record.period),
  ];
}

/**
 * @param {ReportRecord} record
 * @param {import("./truth.mjs").Truth} truth
 * @param {string} source
 */
function judgeFields(record, truth, source) {
  const findings = [];
  for (const [name, wanted] of Object.entries(truth.fields)) {
    const got = record.fields[name];
    if (got?.status !== "found") {
      findings.push(
        `${name}: wanted ${JSON.stringify(wanted.value)}, got ${got?.status ?? "no such field"} ${excerpt(source, wanted.printed)}`,
      );
      continue;
    }
    findings.push(
      ...differs(name, foldValue(wanted.value), foldValue(got.value), excerpt(source, wanted.printed)),
      ...differs(`${name}: precision`, wanted.precision ?? null, got.precision ?? null),
      ...(wanted.qualifier === "any"
        ? []
        : differs(`${name}: qualifier`, wanted.qualifier ?? null, got.qualifier ?? null)),
      ...differs(
        `${name}: change`,
        plainChange(wanted.change),
        plainChange(got.change),
        excerpt(source, wanted.printed),
      ),
    );
  }
  for (const [name, got] of Object.entries(record.fields)) {
    const known = name in truth.fields;
    const allowed = truth.open[name];
    if (allowed) {
      const wrong = got.status === "found" && !allowed.some((value) => sameValue(value, got.value));
      findings.push(
        ...(wrong ? [`${name}: wrong ${JSON.stringify(got.value)}, only ${JSON.stringify(allowed)} stands there`] : []),
      );
    } else if (truth.rejected_or_ambiguous.includes(name)) {
      findings.push(
        ...(["rejected", "ambiguous"].includes(got.status)
          ? []
          : [`${name}: wanted rejected or ambiguous, got ${got.status}`]),
      );
    } else if (!known && got.status !== "absent") {
      findings.push(
        `${name}: wanted absent, got ${got.status} ${JSON.stringify(got.value)} from ${JSON.stringify(got.evidence?.[0]?.quote)}`,
      );
    }
  }
  return findings;
}

/**
 * @param {ReportRecord} record
 * @param {import("./truth.mjs").Truth} truth
 * @param {string} source
 */
function judgeUnassigned(record, truth, source) {
  const noise = truth.noise.map((text) => stretchesOf(source, text));
  const inNoise = (/** @type {Evidence} */ evidence) =>
    noise.flat().some(([start, end]) => start <= evidence.utf16[0] && evidence.utf16[1] <= end);

  const findings = [];
  const wanted = truth.unassigned.map(figureText);
  const optional = truth.optional.map(figureText);
  for (const { text, evidence } of record.unassigned.filter((item) => !inNoise(item.evidence))) {
    if (!take(wanted, figureText(text)) && !take(optional, figureText(text))) {
      findings.push(
        `unassigned: ${JSON.stringify(text)} on line ${evidence.line} belongs to a field ${excerptAt(source, evidence.utf16[0])}`,
      );
    }
  }
  findings.push(...wanted.map((text) => `unassigned: ${JSON.stringify(text)} is missing`));

  // A line that comes out twice counts once.
  const listed = record.unassigned.map((item) => item.evidence.utf16);
  for (const copies of noise) {
    const missing = copies.map((stretch) => unlisted(source, stretch, listed));
    if (missing.every((figures) => figures.length > 0)) {
      findings.push(
        ...missing[0].map((at) => `unassigned: a figure of the page around is missing ${excerptAt(source, at)}`),
      );
    }
  }
  return findings;
}

/**
 * Where the figures of a stretch stand that no listed one covers. A whole date explains itself, and so does
 * the time of day right behind one: they need not be listed.
 * @param {string} source
 * @param {[number, number]} stretch
 * @param {[number, number][]} listed
 */
function unlisted(source, [start, end], listed) {
  return [...source.slice(start, end).matchAll(/\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?|\d+/gu)]
    .filter(({ 0: digits }) => !digits.includes("-"))
    .map(({ 0: digits, index }) => ({ at: start + index, length: digits.length }))
    .filter(({ at, length }) => !listed.some(([from, to]) => from <= at && at + length <= to))
    .map(({ at }) => at);
}

/**
 * @param {ReportRecord} record
 * @param {import("./truth.mjs").Truth} truth
 */
function judgeDiagnostics(record, truth) {
  return truth.diagnostics
    .filter(
      ({ code, field }) =>
        !record.diagnostics.some(
          (got) => (code === undefined || got.code === code) && (field === undefined || got.field === field),
        ),
    )
    .map((missing) => `diagnostic missing: ${JSON.stringify(missing)}`);
}

/**
 * Every span, wherever it stands in the record, must give its own text back, in bytes and in UTF-16, on its line.
 * @param {ReportRecord} record
 * @param {string} source
 */
function judgeEvidence(record, source) {
  const bytes = Buffer.from(source, "utf8");
  const findings = [];
  for (const { name, evidence } of evidenceOf(record)) {
    const [start, end] = evidence.utf16;
    const inBytes = bytes.subarray(...evidence.bytes).toString("utf8");
    const line = (source.slice(0, start).match(/\r\n|\r|\n/gu)?.length ?? 0) + 1;
    findings.push(
      ...differs(`${name}: text at bytes ${evidence.bytes}`, evidence.text, inBytes),
      ...differs(`${name}: text at utf16 ${evidence.utf16}`, evidence.text, source.slice(start, end)),
      ...differs(`${name}: line of ${JSON.stringify(evidence.text)}`, line, evidence.line),
      ...(evidence.quote === undefined || source.includes(evidence.quote)
        ? []
        : [`${name}: quote is not in the source: ${evidence.quote}`]),
    );
  }
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.status === "found" && typeof field.value === "number") {
      for (const { text } of field.evidence ?? []) {
        const value = numberOf(text);
        const saysNone = value === null && field.value === 0 && !/\d/u.test(text);
        findings.push(
          ...(value === field.value || saysNone
            ? []
            : [`${name}: evidence ${JSON.stringify(text)} is not ${field.value}`]),
        );
      }
    }
    if (field.status === "found" && !field.evidence?.length) {
      findings.push(`${name}: found without evidence`);
    }
  }
  return findings;
}

/** @param {ReportRecord} record */
function evidenceOf(record) {
  return [
    ...Object.entries(record.fields).flatMap(([name, field]) => [
      ...(field.evidence ?? []).map((evidence) => ({ name, evidence })),
      ...(field.candidates ?? []).flatMap(({ evidence }) =>
        evidence ? [{ name: `${name} (candidate)`, evidence }] : [],
      ),
    ]),
    ...record.unassigned.map(({ evidence }) => ({ name: "unassigned", evidence })),
    ...record.diagnostics.flatMap(({ code, evidence }) => (evidence ? [{ name: code, evidence }] : [])),
  ];
}

/**
 * @param {string} name
 * @param {unknown} wanted
 * @param {unknown} got
 * @param {string} [where]
 */
function differs(name, wanted, got, where = "") {
  return sameValue(wanted, got)
    ? []
    : [`${name}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)} ${where}`.trimEnd()];
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function sameValue(one, other) {
  return JSON.stringify(foldValue(one)) === JSON.stringify(foldValue(other));
}

/**
 * Printed texts may carry a line's end or a compatibility form.
 * @param {unknown} value
 * @returns {unknown}
 */
function foldValue(value) {
  return typeof value === "string" ? fold(value) : Array.isArray(value) ? value.map(foldValue) : value;
}

/**
 * A sign such as "=" does not say of what kind the change is that did not happen.
 * @param {{ kind: string, value?: number | null, direction: string } | undefined} change
 */
function plainChange(change) {
  if (change === undefined) {
    return null;
  }
  return change.direction === "same"
    ? { direction: "same" }
    : { kind: change.kind, value: change.value ?? null, direction: change.direction };
}

/**
 * A figure without the signs and words that may or may not count as part of it.
 * @param {string} text
 */
function figureText(text) {
  const found = /\d[\d.,]*(?:thousand|million|\u4e07|\u4ebf)?%?/u.exec(fold(text));
  return found ? found[0].replace(/[.,]+$/u, "") : fold(text);
}

/**
 * Takes an item out of a list; false when it is not there.
 * @param {string[]} list
 * @param {string} item
 */
function take(list, item) {
  const index = list.indexOf(item);
  if (index >= 0) {
    list.splice(index, 1);
  }
  return index >= 0;
}

/**
 * Where a line of the clean document stands in the damaged one: every stretch that folds to it.
 * @param {string} source
 * @param {string} text
 * @returns {[number, number][]}
 */
function stretchesOf(source, text) {
  let folded = "";
  /** @type {number[]} */
  const origin = [];
  for (let index = 0; index < source.length; index += 1) {
    const unit = fold(source[index]);
    folded += unit;
    origin.push(...Array.from(unit, () => index));
  }
  const wanted = fold(text);
  const stretches = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    stretches.push(/** @type {[number, number]} */ ([origin[at], origin[at + wanted.length - 1] + 1]));
  }
  if (stretches.length === 0) {
    throw new Error(`not in the document: ${text}`);
  }
  return stretches;
}

/**
 * @param {string} source
 * @param {string} printed
 */
function excerpt(source, printed) {
  const index = source.indexOf(printed);
  return index < 0 ? "" : excerptAt(source, index);
}

/**
 * @param {string} source
 * @param {number} index
 */
function excerptAt(source, index) {
  return `in ${JSON.stringify(source.slice(Math.max(0, index - 60), index + 60))}`;
}
