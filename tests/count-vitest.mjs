// Prints "PASSED FAILED" for a JSON report of Vitest, then a line for each failure: node count-vitest.mjs REPORT
// A file that could not be loaded holds no tests; it counts as one failure. What passed at its second attempt only is
// told on standard error.
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const failures = report.testResults.flatMap((file) => {
  const name = relative(process.cwd(), file.name);
  const unloaded = file.status === "failed" && file.assertionResults.length === 0;
  return unloaded
    ? [`${name}: ${firstLine(file.message)}`]
    : file.assertionResults
        .filter((test) => test.status === "failed")
        .map((test) => `${name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
});
for (const { name, assertionResults } of report.testResults) {
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status !== "passed" || !failureMessages?.length) continue;
    console.error(
      `at its second attempt: ${relative(process.cwd(), name)} > ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  }
}
console.log(report.numPassedTests, failures.length);
for (const failure of failures) {
  console.log(failure);
}

/** @param {string | undefined} message */
function firstLine(message) {
  return (message ?? "").split("\n", 1)[0];
}
