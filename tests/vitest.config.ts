import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The npm package, the corpus and the conformance of all surfaces; the page's own tests have a configuration of theirs. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/{conformance,consumers,corpus,documents,hosts,js}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
