#!/usr/bin/env node
try {
  await import("../dist/cli.js");
} catch (error) {
  // A checkout has no dist/ before its first build.
  if (error.code !== "ERR_MODULE_NOT_FOUND" || !error.message.includes("dist/cli.js")) throw error;
  process.stderr.write(
    "certdelta: the package is not built yet: ./dev build, in the root of the checkout, does it (not-found)\n",
  );
  process.exitCode = 2;
}
