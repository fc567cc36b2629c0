import { describe, expect, test } from "vitest";
import { DAMAGES } from "./damage.mjs";
import { render, withoutMarks } from "./document.mjs";
import { percentChange } from "./figures.mjs";
import { fold, numberOf } from "./fold.mjs";
import { composeSeries, damageNames, EDITIONS, generate, generateSiblings } from "./generate.mjs";
import { MISTAKES } from "./mistakes.mjs";
import { changeDigit, cutInside, deleteSentences, swapFigures } from "./mutations.mjs";
import { createRandom } from "./random.mjs";
import { fill } from "./template.mjs";
import { truthOf } from "./truth.mjs";

const editions = ["en", "zh"] as const;
const eras = editions.flatMap((edition) => Object.keys(EDITIONS[edition].data.eras).map((era) => ({ edition, era })));

describe("templates", () => {
  const write = (template: string, slots: Record<string, string> = {}) =>
    fill(template, createRandom(1), (slot) => slots[slot] ?? null);

  test("a group without text for its slot is left out, a sentence without is none", () => {
    expect(write("a[ {missing}] b")).toBe("a b");
    expect(write("a[ {here}] b", { here: "x" })).toBe("a x b");
    expect(write("a {missing}")).toBeNull();
  });

  test("alternatives may hold slots and further alternatives", () => {
    expect(["x1", "x2", "y"]).toContain(write("<x<1|2>|{y}>", { y: "y" }));
  });

  test("a sign that is never closed is refused", () => {
    expect(() => write("a <b")).toThrow("without");
  });
});

describe.each(eras)("$edition, era $era", ({ edition, era }) => {
  const request = { edition, era, count: 40, seed: 11 };
  const clean = generate({ ...request, damage: [] });

  test("the same seed gives the same documents, another seed gives others", () => {
    expect(generate(request)).toEqual(generate(request));
    expect(generate(request)).not.toEqual(generate({ ...request, seed: 12 }));
  });

  test("every figure of the truth stands in the text and gives its value", () => {
    for (const { name, text, truth } of [...clean, ...generate(request)]) {
      const folded = fold(text);
      for (const [field, { printed, value }] of Object.entries(truth.fields)) {
        expect(folded, `${name}: ${field}`).toContain(fold(printed));
        if (typeof value === "number" && value !== 0) {
          expect(numberOf(printed), `${name}: ${field}`).toBe(value);
        }
      }
      for (const printed of truth.unassigned) {
        expect(folded, `${name}: unassigned`).toContain(fold(printed));
      }
    }
  });

  test("no mark is left in a text", () => {
    for (const { text } of [...clean, ...generate({ ...request, damage: damageNames("gentle", edition) })]) {
      expect(text).not.toMatch(/[\ue000-\ue002{}<>]/u);
    }
  });

  test("a field is found, absent or open, and never two of them", () => {
    for (const { truth } of generate({ ...request, damage: ["truncate"] })) {
      const names = [...Object.keys(truth.fields), ...truth.absent, ...Object.keys(truth.open)];
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("weeks run from Monday to Sunday, one after the other", () => {
    const starts = clean.map(({ truth }) => Date.parse(String(truth.period?.start)));
    for (const [index, { truth }] of clean.entries()) {
      expect(new Date(starts[index] as number).getUTCDay()).toBe(1);
      expect(Date.parse(String(truth.period?.end)) - (starts[index] as number)).toBe(6 * 86_400_000);
    }
    expect(starts.slice(1).map((start, index) => start - (starts[index] as number))).toEqual(
      starts.slice(1).map(() => 7 * 86_400_000),
    );
  });
});

describe("the simulated series", () => {
  const weeks = composeSeries({ edition: "en", count: 120, seed: 3 }).map(({ week }) => week);

  test("keeps the sums and shares that reports state", () => {
    for (const { counts, percentages } of weeks) {
      const count = (name: string) => counts[name] as number;
      expect(count("malware.infected_hosts.trojan_botnet") + count("malware.infected_hosts.conficker")).toBe(
        count("malware.infected_hosts.total"),
      );
      expect(
        count("vulnerabilities.new.high") + count("vulnerabilities.new.medium") + count("vulnerabilities.new.low"),
      ).toBe(count("vulnerabilities.new.total"));
      expect(count("vulnerabilities.new.low")).toBeGreaterThan(0);
      expect(count("incidents.handled.cross_border")).toBeLessThanOrEqual(count("incidents.handled.total"));
      expect(count("websites.phishing.ips")).toBeLessThanOrEqual(count("websites.phishing.domains"));
      const share = (100 * count("websites.defaced.gov")) / count("websites.defaced.total");
      expect(Math.abs(share - (percentages["websites.defaced.gov_share_pct"] as number))).toBeLessThanOrEqual(
        0.05 + 1e-9,
      );
    }
  });

  test("a stated change is the change between the printed figures of two issues", () => {
    const reports = generate({ edition: "en", era: "classic", count: 60, seed: 5, damage: [] });
    const field = "websites.defaced.gov";
    const stated = reports.slice(1).flatMap(({ truth }, index) => {
      const [before, after] = [reports[index]?.truth.fields[field], truth.fields[field]];
      return before && after?.change
        ? [{ change: after.change, wanted: percentChange(Number(after.value), Number(before.value)) }]
        : [];
    });
    expect(stated.length).toBeGreaterThan(20);
    for (const { change, wanted } of stated) {
      expect(change).toEqual(wanted);
    }
  });

  test("issue N ends on the N-th Sunday of its year, across New Year too", () => {
    for (const { calendar } of weeks) {
      const sundays = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(calendar.year, 0, 1 + day))).filter(
        (date) => date.getUTCDay() === 0 && date.getUTCFullYear() === calendar.year,
      );
      expect(sundays[calendar.number - 1]).toEqual(calendar.sunday);
    }
  });
});

test.each(editions)("the corpus of edition %s prints every field, kind of change and direction", (edition) => {
  const truths = eras
    .filter((entry) => entry.edition === edition)
    .flatMap(({ era }) =>
      generate({ edition, era, count: 60, seed: 2, damage: ["lose-arrows"] })
        .slice(0, 20)
        .concat(generate({ edition, era, count: 60, seed: 2, damage: [] })),
    )
    .map(({ truth }) => truth);
  const printed = new Set(truths.flatMap((truth) => Object.keys(truth.fields)));
  expect(truths.flatMap((truth) => truth.absent.filter((name) => !printed.has(name)))).toEqual([]);
  const directions = truths.flatMap((truth) => Object.values(truth.fields).map((field) => field.change?.direction));
  expect(new Set(directions)).toEqual(new Set([undefined, "up", "down", "same", "unknown"]));
});

describe("damage", () => {
  /** What each damage of text promises, as a pattern that the damaged text must (or must not) match. */
  const promises: Record<string, (damaged: string, clean: string) => void> = {
    "repeat-lead": (damaged, clean) => expect(damaged.length).toBeGreaterThan(clean.length),
    decoys: (damaged, clean) => expect(damaged.length).toBeGreaterThan(clean.length),
    "lose-arrows": (damaged) => expect(damaged).not.toMatch(/[\u2191\u2193]/u),
    "tear-panel": (damaged, clean) => expect(damaged.split("\n").length).toBeGreaterThan(clean.split("\n").length),
    censor: (damaged) => expect(damaged).toContain("***"),
    traditional: (damaged, clean) => expect(damaged.length).toBe(clean.length),
    pinyin: (damaged) => expect(damaged).toMatch(/\uff08\p{Script=Latin}+\uff09/u),
    "drop-percent-signs": (damaged) => expect(damaged).not.toContain("%"),
    truncate: (damaged, clean) => expect(clean.startsWith(damaged.trimEnd())).toBe(true),
    "glue-headings": (damaged, clean) => expect(damaged.split("\n").length).toBeLessThan(clean.split("\n").length),
    "glue-headings-below": (damaged, clean) =>
      expect(damaged.split("\n").length).toBeLessThan(clean.split("\n").length),
    emphasis: (damaged) => expect(damaged).toContain("**"),
    "site-noise": (damaged) => expect(damaged).toMatch(/\d{4}-\d{2}-\d{2}.*\d{2}:\d{2}/u),
    "hard-wrap": (damaged) => expect(longestLine(damaged)).toBeLessThanOrEqual(100),
    "wrap-with-spaces": (damaged) => expect(damaged).toMatch(/\p{Script=Han} \n?\p{Script=Han}/u),
    hyphenate: (damaged, clean) => expect(fold(damaged)).toBe(fold(clean)),
    "page-breaks": (damaged) => expect(damaged).toMatch(/\n\n(?:2|- 2 -)\n\n/u),
    "page-furniture": (damaged, clean) => expect(damaged.split("\n").length).toBeGreaterThan(clean.split("\n").length),
    "ascii-stops": (damaged) => expect(damaged).toMatch(/\p{Script=Han}\.(?!\d)/u),
    "repeat-lines": (damaged) => expect(damaged).toMatch(/^(.{25,})\n\1$/mu),
    "blank-lines": (damaged) => expect(damaged).not.toMatch(/[^\n]\n[^\n]/u),
    ligatures: (damaged) => expect(damaged).toMatch(/[\ufb00-\ufb04]/u),
    "kangxi-radicals": (damaged) => expect(damaged).toMatch(/[\u2f00-\u2fd5]/u),
    "full-width-forms": (damaged) => expect(damaged).toMatch(/[\uff10-\uff19]/u),
    "zero-width-characters": (damaged) => expect(damaged).toMatch(/[\u200b\u200c\ufeff]/u),
    "odd-spaces": (damaged) => expect(damaged).toMatch(/[\u00a0\u2009\u202f\u3000]/u),
    crlf: (damaged) => expect(damaged).not.toMatch(/(?<!\r)\n/u),
    "byte-order-mark": (damaged) => expect(damaged.startsWith("\ufeff")).toBe(true),
  };
  const longestLine = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

  test("every damage has a promise here", () => {
    expect(Object.keys(promises).sort()).toEqual(DAMAGES.map(({ name }) => name).sort());
  });

  for (const edition of editions) {
    const request = { edition, era: "classic", count: 30, seed: 8 };
    const clean = generate({ ...request, damage: [] });

    test.each(DAMAGES.filter((damage) => damage.editions.includes(edition)))(
      `$name keeps its promise (${edition})`,
      ({ name, gentle }) => {
        const damaged = generate({ ...request, damage: [name] });
        let changed = 0;
        for (const [index, document] of damaged.entries()) {
          const original = clean[index] as (typeof clean)[number];
          if (document.text !== original.text) {
            changed += 1;
            promises[name]?.(document.text, original.text);
          }
          if (gentle) {
            expect(valuesOf(document.truth), document.name).toEqual(
              name === "tear-panel" ? expect.objectContaining({}) : valuesOf(original.truth),
            );
          }
        }
        expect(changed).toBeGreaterThan(5);
      },
    );
  }

  test("hyphens divide words at line ends", () => {
    const texts = generate({ edition: "en", era: "classic", count: 10, seed: 8, damage: ["hyphenate"] });
    expect(texts.filter(({ text }) => /[a-z]-\n[a-z]/u.test(text)).length).toBeGreaterThan(5);
  });

  test("figures of a torn panel are unassigned, those that a sentence prints too stay found", () => {
    const torn = generate({ edition: "en", era: "late", count: 30, seed: 8, damage: ["tear-panel"] });
    const whole = generate({ edition: "en", era: "late", count: 30, seed: 8, damage: [] });
    const field = "websites.defaced.total";
    const affected = whole.flatMap(({ truth }, index) =>
      field in truth.fields ? [{ truth, torn: torn[index]?.truth }] : [],
    );
    expect(affected.length).toBeGreaterThan(10);
    for (const { truth, torn: after } of affected) {
      expect(after?.absent).toContain(field);
      expect(after?.unassigned).toContain(truth.fields[field]?.printed);
    }
  });

  test("a number cut in half is never a value of the truth", () => {
    for (const { text, truth } of generate({
      edition: "en",
      era: "classic",
      count: 80,
      seed: 4,
      damage: ["truncate"],
    })) {
      const stump = /\d+$/u.exec(text.trimEnd());
      const last = truth.optional.at(-1);
      if (stump && last !== undefined && text.trimEnd().endsWith(last)) {
        expect(Object.keys(truth.open).length).toBeGreaterThan(0);
      }
    }
  });
});

describe("mistakes and mutations", () => {
  const [{ document, week }] = composeSeries({ edition: "en", era: "classic", count: 8, seed: 21 }).slice(-1) as [
    ReturnType<typeof composeSeries>[number],
  ];
  const edition = EDITIONS.en;
  const truth = truthOf(document);
  const field = "incidents.handled.total";
  const value = truth.fields[field]?.value as number;

  test.each(Object.keys(MISTAKES))("%s changes the text of some report in both editions", (mistake) => {
    for (const name of editions) {
      const request = { edition: name, era: "classic", count: 20, seed: 9, damage: [] };
      const texts = (list: { text: string }[]) => list.map(({ text }) => text);
      expect(texts(generate({ ...request, mistake }))).not.toEqual(texts(generate(request)));
    }
  });

  test("swapped figures stand under each other's names", () => {
    const swapped = truthOf(swapFigures(document, field, "incidents.handled.phishing"));
    expect(swapped.fields[field]?.value).toBe(truth.fields["incidents.handled.phishing"]?.value);
    expect(swapped.fields["incidents.handled.phishing"]?.value).toBe(value);
  });

  test("a cut number ends the text and leaves its field open", () => {
    const cut = cutInside(document, field, 2);
    expect(
      render(cut)
        .trimEnd()
        .endsWith(` ${String(truth.fields[field]?.printed).slice(0, 2)}`),
    ).toBe(true);
    expect(truthOf(cut).open).toHaveProperty([field]);
  });

  test("a deleted sentence makes its fields absent", () => {
    const deleted = deleteSentences(document, field, edition);
    expect(truthOf(deleted).absent).toEqual(expect.arrayContaining([field, "incidents.handled.cross_border"]));
    expect(render(deleted)).not.toContain(`handled ${truth.fields[field]?.printed}`);
  });

  test("a changed digit changes text and truth alike", () => {
    const changed = changeDigit(document, field);
    const after = truthOf(changed).fields[field];
    expect(after?.value).not.toBe(value);
    expect(render(changed)).toMatch(
      new RegExp(`(?:handled|dealt with) (?:a total of )?${after?.printed} (?:network|cyber)`, "u"),
    );
  });

  test("mutations leave the original alone", () => {
    expect(truthOf(document)).toEqual(truth);
    expect(document.blocks.map(({ text }) => withoutMarks(text)).join("")).toContain(
      String(truth.fields[field]?.printed),
    );
    expect(week.counts[field]).toBe(value);
  });
});

test.each(editions)("siblings of edition %s have no profile and no field", (edition) => {
  const siblings = generateSiblings(edition, 1);
  expect(siblings.length).toBeGreaterThanOrEqual(6);
  for (const { text, truth } of siblings) {
    expect(truth.profile).toBeNull();
    expect(truth.fields).toEqual({});
    expect(text).toMatch(/\d/u);
  }
});

/** Values and changes of the found fields; directions aside, which one damage takes away on purpose. */
function valuesOf(truth: { fields: Record<string, { value: unknown }> }) {
  return Object.fromEntries(Object.entries(truth.fields).map(([name, { value }]) => [name, value]));
}
