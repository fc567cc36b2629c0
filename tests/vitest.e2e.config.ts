import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The page in Debian's Chromium: one browser, and one file of tests at a time. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/e2e/**/*.test.ts"],
    fileParallelism: false,
    isolate: false, // they share what page.ts holds, the browser
    expect: { poll: { timeout: 10_000 } },
    // What the tests wait for, a browser on a busy machine may do late, once in hundreds. That it did is told by name.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
