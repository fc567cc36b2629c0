// The documents that every surface must read alike: both editions, every era, every damage, mistakes, look-alikes.
import { damageNames, EDITIONS, generate, generateSiblings } from "../corpus/generate.mjs";
import { MISTAKES } from "../corpus/mistakes.mjs";

const SEED = 42;

/**
 * @returns {import("../corpus/generate.mjs").Generated[]} about 140 documents with distinct names
 */
export function conformanceCorpus() {
  const editions = /** @type {("en" | "zh")[]} */ (Object.keys(EDITIONS));
  return editions.flatMap((edition) => [
    ...Object.keys(EDITIONS[edition].data.eras).flatMap((era) => [
      ...named(`${era}-clean`, generate({ edition, era, count: 8, seed: SEED, damage: [] })),
      ...named(`${era}-mixed`, generate({ edition, era, count: 8, seed: SEED + 1 })),
    ]),
    ...["gentle", "harsh"].flatMap((kind) =>
      damageNames(/** @type {"gentle" | "harsh"} */ (kind), edition).flatMap((damage) =>
        named(damage, generate({ edition, era: "classic", count: 1, seed: SEED + 2, damage: [damage] })),
      ),
    ),
    ...Object.keys(MISTAKES).flatMap((mistake) =>
      named(mistake, generate({ edition, era: "classic", count: 1, seed: SEED + 3, damage: [], mistake })),
    ),
    ...generateSiblings(edition, SEED),
  ]);
}

/**
 * Consecutive issues, as pairs to compare.
 * @returns {[import("../corpus/generate.mjs").Generated, import("../corpus/generate.mjs").Generated][]}
 */
export function conformancePairs() {
  return /** @type {const} */ (["en", "zh"]).flatMap((edition) => {
    const series = named(
      "pair",
      generate({ edition, era: "classic", count: 5, seed: SEED + 4, damage: ["lose-arrows"] }),
    );
    return series.slice(1).map((after, index) => /** @type {[typeof after, typeof after]} */ ([series[index], after]));
  });
}

/**
 * @param {string} group
 * @param {import("../corpus/generate.mjs").Generated[]} documents
 */
function named(group, documents) {
  return documents.map((document) => ({ ...document, name: `${group}-${document.name}` }));
}
