import vue from "@vitejs/plugin-vue";
import type { Plugin } from "postcss";
import { defineConfig } from "vitest/config";

/** Puts the styles of Element Plus into a layer: those of the pages and of the theme count more,
 * whichever are loaded first. */
const layered: Plugin = {
  postcssPlugin: "element-plus-in-a-layer",
  Once(root, { atRule }) {
    if (!root.source?.input.file?.includes("element-plus")) return;
    const layer = atRule({ name: "layer", params: "element" });
    layer.append(root.nodes);
    root.append(layer);
  },
};

/** What several pages share goes into few files: over a slow line each further one costs its latency.
 * Those above come first. */
const groups = [
  { name: "common", tags: ["$initial" as const], priority: 5 },
  { name: "field", test: /components\/field/, priority: 4 },
  { name: "controls", test: /components\/controls/, priority: 4 },
  { name: "tables", test: /pages\/(host|unit)\/element\.ts/, priority: 3 },
  {
    name: "parts",
    test: /src\/(components|composables|format|mediaRows|typed|readFile|router)|src\/api\/[^/]*$|pages\/entrant/,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: "desk",
    test: /src\/api\/host|pages\/host\/(HostIcon|QueryNotice|useHost|rounds\/(awardedRound|coverage)|awards\/tendency)/,
    priority: 1,
  },
  { name: "dialogs", test: /pages\/host/, minShareCount: 2 },
  { name: "unit", test: /pages\/unit/, minShareCount: 2 },
];

export default defineConfig({
  plugins: [vue()],
  css: { postcss: { plugins: [layered] } },
  define: {
    // Leaves out what the pages do not use: options API, devtools, hydration, legacy messages.
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __VUE_I18N_FULL_INSTALL__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  build: {
    // What public/old-browser.js lets in.
    target: ["chrome99", "edge99", "firefox97", "safari15.4", "ios15.4"],
    // The content security policy forbids data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The pages' function names what a page begins with (contest_aws/http/first_files.py).
    manifest: "manifest.json",
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  test: {
    setupFiles: ["tests/setup.ts"],
    pool: "threads",
    maxWorkers: "100%",
    // To end what hangs: a page with many works is slow on a busy machine.
    testTimeout: 60_000,
    // Element Plus imports its styles, which Node.js alone cannot read.
    server: { deps: { inline: ["element-plus"] } },
  },
});
