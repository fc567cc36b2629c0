import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { hostedPolicy } from "./build/content-policy.ts";
import { licences } from "./build/licences.ts";
import { offline } from "./build/offline.ts";
import { singleFile } from "./build/single-file.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** `vite build` makes the hosted page, dist/web/; `vite build --mode single` the page in one file, dist/certdelta.html. */
export default defineConfig(({ mode }) => {
  const single = mode === "single";
  return {
    root: path("."),
    base: "./",
    ...(single && { publicDir: false as const }),
    resolve: {
      alias: { "#start-worker": path(`src/reading/start-worker.${single ? "inline" : "hosted"}.ts`) },
    },
    plugins: single ? [licences(), singleFile("certdelta.html")] : [licences(), hostedPolicy(), offline()],
    // A classic worker is one script: what it imports when it needs it, PDFium, lies in it unread until then.
    worker: {
      format: single ? "iife" : "es",
      ...(single && { rolldownOptions: { output: { codeSplitting: false } } }),
    },
    build: {
      target: "es2022",
      // As new as light-dark() in the styles.
      cssTarget: ["chrome123", "firefox121", "safari17.5"],
      outDir: path(single ? "../dist" : "../dist/web"),
      emptyOutDir: !single,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4096, // kB: one file is what the offline page is
      ...(single && { rolldownOptions: { output: { format: "iife" } } }),
    },
  };
});
