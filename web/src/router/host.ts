/** The host's pages, at `/contests/<contest>/host`. */

import type { RouteRecordRaw } from "vue-router";

const ID = "[a-z0-9-]+";

export const hostRoutes: RouteRecordRaw[] = [
  { path: "", name: "host", component: () => import("../pages/host/HostPage.vue") },
  { path: "awards", name: "host-awards", component: () => import("../pages/host/awards/AwardRoundsPage.vue") },
  {
    path: `awards/:awardRound(${ID})`,
    name: "host-award",
    props: ({ params }) => ({ awardRound: params.awardRound }),
    meta: { under: "host-awards" },
    component: () => import("../pages/host/awards/AwardRoundPage.vue"),
  },
  {
    path: `awards/:awardRound(${ID})/results`,
    name: "host-results",
    props: ({ params }) => ({ awardRound: params.awardRound }),
    meta: { under: "host-awards" },
    component: () => import("../pages/host/awards/ResultsPage.vue"),
  },
];
