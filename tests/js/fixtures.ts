import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../e2e/fixtures/", import.meta.url);

/** Two consecutive issues in words of our own; in the newer one a stated change does not fit its figures. */
export const olderPath = fileURLToPath(new URL("issue-20-2024.md", folder));
export const newerPath = fileURLToPath(new URL("issue-21-2024.md", folder));
export const olderText = readFileSync(olderPath, "utf8");
export const newerText = readFileSync(newerPath, "utf8");
