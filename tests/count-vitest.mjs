// Prints "PASSED FAILED" for a JSON report of Vitest: node count-vitest.mjs REPORT
// A file that could not be loaded holds no tests; it counts as one failure.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
console.log(report.numPassedTests, report.numFailedTests + unloaded.length);
