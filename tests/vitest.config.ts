import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The npm package, the corpus and the conformance of all surfaces; the page's own tests have a configuration of theirs. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/{conformance,consumers,corpus,documents,hosts,js}/**/*.test.ts"],
    // Left alone, Vitest keeps a core for itself: of two, one would be idle while tests wait for processes and servers.
    maxWorkers: "100%",
    // Bundlers, browsers and servers take seconds on a machine of their own, and minutes on one that others use: a limit is for
    // what would never end.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
