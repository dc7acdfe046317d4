/** The host's pages, at `/contests/<contest>/host`. */

import type { RouteRecordRaw } from "vue-router";

const ID = "[a-z0-9-]+";

export const hostRoutes: RouteRecordRaw[] = [
  { path: "", name: "host", component: () => import("../pages/host/HostPage.vue") },
  { path: "rounds", name: "host-rounds", component: () => import("../pages/host/rounds/RoundsPage.vue") },
  {
    path: `rounds/:round(${ID})`,
    name: "host-round",
    props: ({ params }) => ({ round: params.round }),
    meta: { under: "host-rounds" },
    component: () => import("../pages/host/rounds/RoundPage.vue"),
  },
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
  { path: "works", name: "host-works", component: () => import("../pages/host/works/WorksPage.vue") },
  { path: "people", name: "host-people", component: () => import("../pages/host/people/PeoplePage.vue") },
  {
    path: `people/:judge(${ID})/conflicts`,
    name: "host-conflicts",
    props: ({ params }) => ({ judge: params.judge }),
    meta: { under: "host-people" },
    component: () => import("../pages/host/people/ConflictsPage.vue"),
  },
  { path: "units", name: "host-units", component: () => import("../pages/host/people/UnitsPage.vue") },
  { path: "objections", name: "host-objections", component: () => import("../pages/host/awards/ObjectionsPage.vue") },
  { path: "certificates", name: "host-certificates", component: () => import("../pages/host/certificates/CertificatesPage.vue") },
  { path: "ceremony", name: "host-ceremony", component: () => import("../pages/host/winners/CeremonyPage.vue") },
  { path: "packages", name: "host-packages", component: () => import("../pages/host/winners/PackagesPage.vue") },
  { path: "audit", name: "host-audit", component: () => import("../pages/host/audit/AuditPage.vue") },
  { path: "publicity", name: "host-publicity", component: () => import("../pages/host/people/PublicityPage.vue") },
  { path: "settings", name: "host-settings", component: () => import("../pages/host/settings/SettingsPage.vue") },
];
