// What a record may say of a panel whose geometry the reader may not have understood: right, or nothing; never wrong.

/**
 * @param {any} record  certdelta.report/1
 * @param {import("./layout.mjs").LaidOut} report
 * @returns {string[]} findings; none when no figure of the panel is wrong, and none is lost without a word
 */
export function judgePanel(record, { boxes, truth }) {
  const findings = [];
  for (const { field, figure } of boxes) {
    if (field === "") {
      if (!isListed(record, figure)) findings.push(`${figure} of a label that nobody knows is not listed`);
      continue;
    }
    const wanted = truth.fields[field];
    const got = record.fields[field];
    if (got.status === "found") {
      if (got.value !== wanted.value) {
        findings.push(`${field}: ${got.value} instead of ${wanted.value}`);
      }
      const [said, right] = [got.change?.direction ?? "unknown", wanted.change?.direction ?? "unknown"];
      if (said !== "unknown" && said !== right) {
        findings.push(`${field}: direction ${said} instead of ${right}`);
      }
    } else if (got.status === "absent" && !isListed(record, figure)) {
      findings.push(`${field}: ${figure} is neither found nor listed`);
    }
  }
  return findings;
}

/**
 * @param {any} record
 * @param {string} figure
 */
function isListed(record, figure) {
  const digits = (/** @type {string} */ text) => text.replaceAll(/[^\d.]/gu, "");
  return record.unassigned.some((/** @type {{ text: string }} */ { text }) => digits(text).includes(digits(figure)));
}

/**
 * Body figures: everything that the truth knows outside of the panel.
 * @param {any} record
 * @param {import("./layout.mjs").LaidOut} report
 * @returns {string[]}
 */
export function judgeBody(record, { boxes, truth }) {
  const inPanel = new Set(boxes.map(({ field }) => field));
  return Object.entries(truth.fields)
    .filter(([name]) => !inPanel.has(name))
    .flatMap(([name, { value }]) => {
      const got = record.fields[name];
      return got.status === "found" && sameText(got.value, value)
        ? []
        : [`${name}: ${JSON.stringify(got.value ?? got.status)} instead of ${JSON.stringify(value)}`];
    });
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function sameText(one, other) {
  const plain = (/** @type {unknown} */ value) => JSON.stringify(value).normalize("NFKC").replaceAll(/\s+/gu, " ");
  return plain(one) === plain(other);
}
