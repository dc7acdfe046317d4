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
    target: "es2022",
    // The content security policy forbids data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    setupFiles: ["tests/setup.ts"],
    // Element Plus imports its styles, which Node.js alone cannot read.
    server: { deps: { inline: ["element-plus"] } },
  },
});
