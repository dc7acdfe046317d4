/** The addresses of the pages. `functions/web/pages.py` serves `index.html` for each of them. */

import type { Ref } from "vue";
import {
  createRouter, createWebHistory, type RouteRecordRaw, type RouterHistory, START_LOCATION,
} from "vue-router";
import { confirmLink } from "../api/contacts";
import { packageLink } from "../api/mediaPackage";
import { signInLink } from "../api/session";
import { withTexts } from "../i18n";
import ContestPage from "../pages/ContestPage.vue";
import StartPage from "../pages/public/StartPage.vue";
import { hostRoutes } from "./host";
import { unitRoutes } from "./unit";

const ID = "[a-z0-9-]+";

/* An area is loaded when it is first opened. `layout`: how wide the page is (46rem by default). `desk`
 * pages use the whole window and have smaller controls; `bare` ones bring their own head. */
const routes: RouteRecordRaw[] = [
  { path: "/", name: "start", component: StartPage },
  // Mails lead to `/sign-in#<secret>`.
  { path: "/sign-in", name: "sign-in", component: () => import("../pages/public/SignInPage.vue") },
  // Mails to the contact of an entry lead to `/confirm#<secret>`.
  { path: "/confirm", name: "confirm", component: () => import("../pages/public/ConfirmContactPage.vue") },
  {
    path: "/my-account",
    name: "my-account",
    component: () => import("../pages/account/AccountPage.vue"),
    meta: { title: "account.title" },
  },
  {
    // Mails that invite lead to `/invitations/<contest>/<role>`.
    path: `/invitations/:contest(${ID})?/:role(unit|screener|judge)?`,
    name: "invitations",
    meta: { title: "invitations.title" },
    component: () => import("../pages/account/InvitationsPage.vue"),
    props: ({ params }) => ({ contest: params.contest || "", role: params.role || "" }),
  },
  {
    // The QR codes of certificates lead to `/check/<contest>/<code>`.
    path: `/check/:contestId(${ID})/:code?`,
    name: "check",
    meta: { title: "check.title" },
    component: () => import("../pages/public/CheckPage.vue"),
    props: ({ params }) => ({ contestId: params.contestId, code: params.code || "" }),
  },
  {
    // Links of media packages lead to `/media-package/<contest>#<secret>`.
    path: `/media-package/:contestId(${ID})`,
    name: "media-package",
    meta: { title: "package.title" },
    component: () => import("../pages/public/MediaPackagePage.vue"),
    props: true,
  },
  {
    path: `/contests/:contestId(${ID})`,
    component: ContestPage,
    props: true,
    children: [
      { path: "", name: "entries", meta: { title: "contest.mine" }, component: () => import("../pages/entrant/EntriesPage.vue") },
      {
        // Mails about an entry lead to `/contests/<contest>/entries/<entry>`.
        path: `entries/:entryId(${ID})/:step(form|declaration|video|submit)?`,
        name: "entry",
        meta: { layout: "wide", title: "contest.mine" },
        component: () => import("../pages/entrant/EntryPage.vue"),
        props: ({ params }) => ({ entryId: params.entryId, step: params.step || "" }),
      },
      {
        path: `screening/:entryId(${ID})?`,
        name: "screening",
        meta: { layout: "wide", title: "screening.tab" },
        component: () => import("../pages/screener/ScreeningPage.vue"),
        props: ({ params }) => ({ entryId: params.entryId || "" }),
      },
      {
        path: "winners",
        name: "winners",
        component: () => import("../pages/public/winners/WinnersPage.vue"),
        meta: { layout: "wide", title: "winners.title", public: true },
      },
      {
        path: `gallery/:winner(${ID})?`,
        name: "gallery",
        component: () => import("../pages/public/gallery/GalleryPage.vue"),
        props: ({ params }) => ({ winner: params.winner || "" }),
        meta: { layout: "wide", title: "gallery.title", public: true },
      },
      {
        // Mails to judges lead to `/contests/<contest>/reviews`.
        path: "reviews",
        name: "reviews",
        component: () => import("../pages/judge/ReviewsPage.vue"),
        meta: { layout: "wide", title: "reviews.tab" },
      },
      {
        path: `reviews/:round(${ID})/:number(\\d+)`,
        name: "review",
        component: () => import("../pages/judge/ReviewPage.vue"),
        props: ({ params }) => ({ round: params.round, number: Number(params.number) }),
        meta: { layout: "bare" },
      },
      {
        path: "unit",
        component: () => import("../pages/unit/UnitFrame.vue"),
        meta: { layout: "wide", title: "unit.tab" },
        children: unitRoutes,
      },
      {
        path: "host",
        component: () => withTexts("host", import("../pages/host/HostFrame.vue")),
        meta: { layout: "desk", title: "contest.host" },
        children: hostRoutes,
      },
    ],
  },
  { path: "/:unknown(.*)*", component: StartPage },
];

declare module "vue-router" {
  interface RouteMeta {
    layout?: "wide" | "desk" | "bare";
    /** Whether it is shown to whoever is not signed in. */
    public?: boolean;
    /** The key of its title, which stands before the contest's name. */
    title?: string;
    /** The page of a menu under which it stands. */
    under?: string;
  }
}

/** Where the secrets of links are kept, by the page that they open. */
const SECRETS: Record<string, Ref<string>> = {
  "sign-in": signInLink, confirm: confirmLink, "media-package": packageLink,
};

export function makeRouter(history: RouterHistory = createWebHistory()) {
  const router = createRouter({
    history,
    routes,
    sensitive: true,
    // A new page begins at its top. On a reload, and on the way back, the browser scrolls.
    scrollBehavior: (_to, from, saved) => (saved || from === START_LOCATION ? false : { top: 0 }),
  });
  // The secret of a link must not stay in the address or in the history.
  router.beforeEach((to) => {
    const link = SECRETS[String(to.name)];
    if (!link || !to.hash) return true;
    link.value = to.hash.slice(1);
    return { name: to.name!, params: to.params, replace: true };
  });
  return router;
}
