// The native command reads what the press retells of the weekly: nothing wrong, and at least as much as it ever did.
import { beforeAll, describe, expect, test } from "vitest";
import { requireNative } from "./command.mjs";
import { type Measure, measureSet, SETS } from "./press.mjs";

beforeAll(requireNative);

const sets = Object.entries(SETS).map(([name, set]) => ({ name, ...set }));

describe.each(sets)("retellings of the press, set $name ($about)", ({ name, floor }) => {
  let measured: Measure;
  beforeAll(() => {
    measured = measureSet(name);
  });

  test("no value and no change is wrong but those that are known to be", () => {
    expect(measured.unexpected).toEqual([]);
  });

  test("what is known to be wrong still is; else its line can go", () => {
    expect(measured.outdated).toEqual([]);
  });

  test("nothing that only looks alike is taken for the weekly", () => {
    expect(measured.siblings).toEqual([]);
  });

  test(`${floor}% of the printed figures are found right`, () => {
    expect((100 * measured.right) / measured.printed).toBeGreaterThanOrEqual(floor);
  });
});
