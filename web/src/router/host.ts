/** The host's pages, at `/contests/<contest>/host`. */

import type { RouteRecordRaw } from "vue-router";

export const hostRoutes: RouteRecordRaw[] = [
  { path: "", name: "host", component: () => import("../pages/host/HostPage.vue") },
];
