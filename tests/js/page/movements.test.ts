import type { Comparison, FieldChange } from "certdelta";
import { expect, it } from "vitest";
import { movementsOf, timeOf } from "../../../web/src/view/compare/movements.ts";

const changed = { kind: "changed", delta: 5, agrees: null } as FieldChange;
const fields = { rose: changed, added: { kind: "added" } as FieldChange, gone: { kind: "removed" } as FieldChange };

function movements(relation: Comparison["relation"], weeks_apart: number): string[] {
  const each = movementsOf({ relation, weeks_apart, fields } as unknown as Comparison).values();
  return [...each].map((kinds) => [...kinds].filter((kind) => kind !== "all").join());
}

it("has rises and falls from one week to another", () => {
  expect(movements("consecutive", 1)).toEqual(["rose", "appeared", "vanished"]);
});

it("has differences within one week, and of its editions what only one of them prints", () => {
  expect(movements("revision", 0)).toEqual(["differs", "appeared", "vanished"]);
  expect(movements("other-edition", 0)).toEqual(["differs", "onlyAfter", "onlyBefore"]);
  expect(timeOf({ relation: "apart", weeks_apart: null })).toBe("weeks");
});
