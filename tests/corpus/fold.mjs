// What text extraction changes without changing meaning, undone: for comparing texts across damage.

/**
 * Compatibility forms, Markdown signs, hyphens at line ends, zero-width characters and all white space are gone.
 * @param {string} text
 */
export function fold(text) {
  return text
    .replace(/[\u200b\u200c\ufeff]/gu, "")
    .replace(/(?<=[a-z])-\r?\n+(?=[a-z])/gu, "")
    .replace(/\\(?=[^A-Za-z0-9\s])|\*\*/gu, "")
    .normalize("NFKC")
    .replace(/\s+/gu, "");
}

/** Multipliers, each as the factor of ten that it stands for. */
const MULTIPLIERS = new Map([
  ["thousand", 3],
  ["million", 6],
  ["\u4e07", 4],
  ["\u4ebf", 8],
]);

/**
 * The number that a printed figure stands for, in whatever grouping and unit; null when the text holds no figure or several.
 * @param {string} printed
 */
export function numberOf(printed) {
  const found = [
    ...fold(printed)
      .replace(/(?<=\d),(?=\d{3})/gu, "")
      .matchAll(/(\d+(?:\.\d+)?)(thousand|million|\u4e07|\u4ebf)?/gu),
  ];
  if (found.length !== 1) {
    return null;
  }
  const [, digits, multiplier] = found[0];
  // Decimal shift by exponent notation: 1.15 * 1e6 is not 1150000 in binary floating point for every figure.
  return Number(`${digits}e${MULTIPLIERS.get(multiplier) ?? 0}`);
}
