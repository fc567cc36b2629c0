// Small changes of a report's meaning: whatever is done to it, the record says what stands there, or says that something is
// wrong. A value that the mutated text does not print is never found.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseFiles, requireNative } from "./command.mjs";
import { type ReportDocument, render } from "./document.mjs";
import { composeSeries, EDITIONS } from "./generate.mjs";
import { judge, type ReportRecord } from "./judge.mjs";
import { changeDigit, cutInside, deleteSentences, swapFigures } from "./mutations.mjs";
import { type Truth, truthOf } from "./truth.mjs";

const COUNT = 24;
const SHOWN = 20;

const editions = [
  { edition: "en", eras: ["classic", "late"] },
  { edition: "zh", eras: ["early", "classic", "late"] },
] as const;

/** Totals that some reports print beside all of their parts. */
const SUMS = [
  ["malware.infected_hosts.total", "malware.infected_hosts.trojan_botnet", "malware.infected_hosts.conficker"],
  ["vulnerabilities.new.total", "vulnerabilities.new.high", "vulnerabilities.new.medium", "vulnerabilities.new.low"],
];

/** Two figures that arithmetic tells apart, and the other figures that it takes. */
const PAIRS = [
  ["incidents.handled.total", "incidents.handled.cross_border"],
  ["incidents.handled.total", "incidents.handled.phishing"],
  ["websites.phishing.pages", "websites.phishing.domains"],
  ["websites.phishing.domains", "websites.phishing.ips"],
  ["malware.infected_hosts.total", "malware.infected_hosts.trojan_botnet"],
  ["vulnerabilities.new.total", "vulnerabilities.new.high"],
  ["websites.defaced.total", "websites.backdoored.total", "websites.defaced.gov", "websites.defaced.gov_share_pct"],
  ["websites.defaced.gov", "websites.backdoored.gov", "websites.defaced.total", "websites.defaced.gov_share_pct"],
] as const;

interface Mutant {
  label: string;
  field: string;
  text: string;
  truth: Truth;
}

const folder = mkdtempSync(join(tmpdir(), "certdelta-mutations-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

/** The first findings of all mutants, one line each; `faults` says what is wrong with one record. */
function findings(mutants: Mutant[], faults: (record: ReportRecord, mutant: Mutant) => string[]) {
  expect(mutants.length).toBeGreaterThan(0);
  const paths = mutants.map(({ text }, index) => {
    const path = join(folder, `${index}.md`);
    writeFileSync(path, text);
    return path;
  });
  const lines = parseFiles(paths);
  expect(lines.length).toBe(mutants.length);
  const all = mutants.flatMap((mutant, index) =>
    faults(JSON.parse(lines[index] as string) as ReportRecord, mutant).map((fault) => `${mutant.label}: ${fault}`),
  );
  return all.length > SHOWN ? [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`] : all;
}

/** Everything that a perfect reader would do otherwise. */
const judged = (record: ReportRecord, { truth, text }: Mutant) => judge(record, truth, text);

/** Found values that the text does not print. */
function wrongValues(record: ReportRecord, { truth }: Mutant) {
  return Object.entries(record.fields)
    .filter(([name, { status, value }]) => {
      const printed = [truth.fields[name]?.value ?? [], truth.open[name] ?? []].flat();
      return status === "found" && ![value].flat().every((item) => printed.includes(item as number | string));
    })
    .map(([name, { value }]) => `${name}: ${JSON.stringify(value)} is not printed`);
}

/** Says so when no diagnostic names one of the fields. */
function unnoticed(record: ReportRecord, fields: readonly string[]) {
  const noticed = record.diagnostics.some(({ field }) => field !== null && fields.includes(field));
  return noticed ? [] : [`${fields.map((field) => `${field} = ${record.fields[field]?.value}`)} without a diagnostic`];
}

const prints = (document: ReportDocument, fields: readonly string[]) =>
  fields.every((field) => field in truthOf(document).fields);

const countsOf = (document: ReportDocument) =>
  Object.entries(truthOf(document).fields)
    .filter(([, { value }]) => typeof value === "number")
    .map(([name]) => name);

function mutantOf(document: ReportDocument, field: string, mutant: ReportDocument): Mutant {
  return { label: `${document.name} ${field}`, field, text: render(mutant), truth: truthOf(mutant) };
}

describe.each(editions.flatMap(({ edition, eras }) => eras.map((era) => ({ edition, era }))))(
  "$edition, era $era",
  ({ edition, era }) => {
    const documents = composeSeries({ edition, era, count: COUNT, seed: 77 }).map(({ document }) => document);
    const printedSomewhere = (fields: readonly string[]) => documents.some((document) => prints(document, fields));

    /** One mutant for each document and figure that it prints. */
    const mutate = (change: (document: ReportDocument, field: string) => ReportDocument): Mutant[] =>
      documents.flatMap((document) =>
        countsOf(document).map((field) => mutantOf(document, field, change(document, field))),
      );

    test.each([1, 2, 3])("a document that is cut off after %i digits of a figure gives no wrong value", (digits) => {
      expect(
        findings(
          mutate((document, field) => cutInside(document, field, digits)),
          wrongValues,
        ),
      ).toEqual([]);
    });

    test("a deleted sentence makes its fields absent and no other", () => {
      expect(
        findings(
          mutate((document, field) => deleteSentences(document, field, EDITIONS[edition])),
          judged,
        ),
      ).toEqual([]);
    });

    test("a changed digit is read as it stands", () => {
      expect(findings(mutate(changeDigit), judged)).toEqual([]);
    });

    test.each(SUMS.filter(printedSomewhere))("another digit of %s is noticed beside its parts", (total, ...parts) => {
      const changed = documents
        .filter((document) => prints(document, [total as string, ...parts]))
        .map((document) => mutantOf(document, total as string, changeDigit(document, total as string)));
      expect(findings(changed, (record, { field }) => unnoticed(record, [field]))).toEqual([]);
    });

    test.each(PAIRS.filter(printedSomewhere))(
      "%s and %s under each other's name are noticed",
      (one, other, ...rest) => {
        const swapped = documents
          .filter((document) => prints(document, [one, other, ...rest]))
          .map((document) => mutantOf(document, one, swapFigures(document, one, other)));
        expect(findings(swapped, (record) => unnoticed(record, [one, other, ...rest]))).toEqual([]);
      },
    );
  },
);
