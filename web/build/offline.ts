/**
 * The hosted page as an application that is installed and works without a network: a manifest, and a service worker that keeps
 * every file of the page. A new version waits until the reader asks for it (src/offline/updates.ts).
 */
import type { PluginOption } from "vite";
import { VitePWA } from "vite-plugin-pwa";

export function offline(): PluginOption {
  return VitePWA({
    strategies: "generateSW",
    registerType: "prompt",
    injectRegister: false,
    filename: "sw.js",
    manifest: {
      name: "certdelta",
      short_name: "certdelta",
      description: "Reads weekly reports of CNCERT into records and compares them, on this device only.",
      display: "standalone",
      start_url: "./",
      theme_color: "#0b655f",
      background_color: "#f2f5f3",
      icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
    },
    workbox: {
      globPatterns: ["**/*.{html,js,css,svg,webmanifest}"],
      // The PDF engine is most of the page.
      maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
      navigateFallback: "index.html",
      inlineWorkboxRuntime: true,
      sourcemap: false,
      cleanupOutdatedCaches: true,
    },
  });
}
