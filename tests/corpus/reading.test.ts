// The native command reads generated reports: every figure found, none wrong, none unaccounted for, each with its place.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NATIVE, parseFiles, requireNative, run } from "./command.mjs";
import { damageNames, type Generated, generate, generateSiblings, writeAll } from "./generate.mjs";
import { judge, type ReportRecord } from "./judge.mjs";

/** Reports of each edition, shared out among its eras: clean ones, and as many damaged ones. */
const REPORTS = Number(process.env.CERTDELTA_CORPUS ?? 2000);
const SHOWN = 20;

const editions = [
  { edition: "en", eras: ["classic", "late"] },
  { edition: "zh", eras: ["early", "classic", "late"] },
] as const;

/** Damage of pages, panels and sections, which retellings do not have; and of signs, which hides what goes on behind them. */
const REPORT_DAMAGE = new Set([
  "lose-arrows",
  "tear-panel",
  "decoys",
  "repeat-lead",
  "page-breaks",
  "drop-percent-signs",
]);
const retellingDamage = (kind: "gentle" | "harsh") =>
  damageNames(kind, "zh").filter((name) => !REPORT_DAMAGE.has(name));

const folder = mkdtempSync(join(tmpdir(), "certdelta-reading-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(requireNative);

/**
 * Findings of all documents, one line each, the first ones only. Of what may be refused, harm has left too little to say
 * what it is.
 */
function findings(documents: Generated[], label: string, { mayBeRefused = false } = {}) {
  const paths = writeAll(join(folder, label), documents);
  const records = parseFiles(paths).map((line) => JSON.parse(line) as ReportRecord);
  expect(records.length).toBe(documents.length);
  const all = documents.flatMap(({ truth }, index) => {
    if (mayBeRefused && records[index]?.profile === null) {
      return [];
    }
    const path = paths[index] as string;
    const found = judge(records[index] as ReportRecord, truth, readFileSync(path, "utf8"));
    return found.map((finding) => `${basename(path)} [${truth.damages.join(" ")}] ${finding}`);
  });
  return all.length > SHOWN ? [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`] : all;
}

describe.each(editions.flatMap(({ edition, eras }) => eras.map((era) => ({ edition, era, eras }))))(
  "$edition, era $era",
  ({ edition, era, eras }) => {
    const count = Math.ceil(REPORTS / eras.length);
    const request = { edition, era, count, seed: 2026 };

    test("undamaged reports are read completely", () => {
      expect(findings(generate({ ...request, damage: [] }), `${era}-clean`)).toEqual([]);
    });

    test("damage that leaves the figures readable costs nothing", () => {
      expect(findings(generate(request), `${era}-damaged`)).toEqual([]);
    });

    test.each(damageNames("gentle", edition))("damage by %s alone costs nothing", (damage) => {
      expect(
        findings(generate({ ...request, count: Math.ceil(count / 50), damage: [damage] }), `${era}-${damage}`),
      ).toEqual([]);
    });

    test.each(damageNames("harsh", edition))("damage by %s gives no wrong value", (damage) => {
      expect(
        findings(generate({ ...request, count: Math.ceil(count / 10), damage: [damage] }), `${era}-${damage}`),
      ).toEqual([]);
    });
  },
);

describe.each(["early", "classic", "late"])("retellings in Chinese, era %s", (era) => {
  const request = { edition: "zh", era, count: Math.ceil(REPORTS / 10), seed: 2027, retold: true } as const;

  test("are read completely, without title and number", () => {
    expect(findings(generate({ ...request, damage: [] }), `retold-${era}`)).toEqual([]);
  });

  test.each(retellingDamage("gentle"))("damage by %s costs nothing", (damage) => {
    expect(
      findings(generate({ ...request, count: Math.ceil(REPORTS / 50), damage: [damage] }), `retold-${era}-${damage}`),
    ).toEqual([]);
  });

  test.each(retellingDamage("harsh"))("damage by %s gives no wrong value", (damage) => {
    const documents = generate({ ...request, count: Math.ceil(REPORTS / 25), damage: [damage] });
    expect(findings(documents, `retold-${era}-${damage}`, { mayBeRefused: true })).toEqual([]);
  });
});

describe.each(editions)("$edition", ({ edition }) => {
  test("reports that only look alike get no profile", () => {
    expect(findings(generateSiblings(edition, 1), `${edition}-siblings`)).toEqual([]);
  });

  test.each(["label-twice", "stale-figure", "wrong-ratio", "change-on-wrong-week", "typos"])(
    "the publisher's mistake %s gives no wrong value",
    (mistake) => {
      const documents = generate({
        edition,
        era: "classic",
        count: Math.ceil(REPORTS / 20),
        seed: 5,
        damage: [],
        mistake,
      });
      expect(findings(documents, `${edition}-${mistake}`)).toEqual([]);
    },
  );

  test("stated changes agree between consecutive issues, and disagree where the publisher took the wrong week", () => {
    const request = { edition, era: "classic", count: 12, seed: 14, damage: [] };
    const right = writeAll(join(folder, `${edition}-series`), generate(request));
    const wrong = writeAll(join(folder, `${edition}-wrong`), generate({ ...request, mistake: "change-on-wrong-week" }));
    expect(disagreements(right)).toEqual([]);
    expect(disagreements(wrong).length).toBeGreaterThan(10);
  });
});

/** Fields whose stated change is not the change between one issue and the next. */
function disagreements(paths: string[]) {
  return paths.slice(1).flatMap((after, index) => {
    const comparison = JSON.parse(
      run(NATIVE, ["compare", "--format", "json", paths[index] as string, after]).toString(),
    ) as {
      relation: string;
      fields: Record<string, { agrees?: boolean | null }>;
    };
    expect(comparison.relation).toBe("consecutive");
    const disagreeing = Object.entries(comparison.fields).filter(([, field]) => field.agrees === false);
    return disagreeing.map(([name]) => `${basename(after)}: ${name}`);
  });
}
