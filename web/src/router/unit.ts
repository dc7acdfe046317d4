/** A recommending unit's pages, at `/contests/<contest>/unit`. */

import type { RouteRecordRaw } from "vue-router";

export const unitRoutes: RouteRecordRaw[] = [
  { path: "", name: "unit", component: () => import("../pages/unit/SheetPage.vue") },
  { path: "reconciliation", name: "unit-reconciliation", component: () => import("../pages/unit/ReconciliationPage.vue") },
  { path: "publicity", name: "unit-publicity", component: () => import("../pages/unit/PublicityPage.vue") },
  { path: "ceremony", name: "unit-ceremony", component: () => import("../pages/unit/CeremonyPage.vue") },
];
