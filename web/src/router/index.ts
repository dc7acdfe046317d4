/** The addresses of the pages. `functions/web/pages.py` serves `index.html` for each of them. */

import {
  createRouter, createWebHistory, type RouteRecordRaw, type RouterHistory, START_LOCATION,
} from "vue-router";
import { confirmLink } from "../api/contacts";
import { signInLink } from "../api/session";
import InvitationsPage from "../pages/account/InvitationsPage.vue";
import ContestPage from "../pages/ContestPage.vue";
import EntriesPage from "../pages/entrant/EntriesPage.vue";
import CheckPage from "../pages/public/CheckPage.vue";
import ConfirmContactPage from "../pages/public/ConfirmContactPage.vue";
import SignInPage from "../pages/public/SignInPage.vue";
import StartPage from "../pages/public/StartPage.vue";
import ScreeningPage from "../pages/screener/ScreeningPage.vue";

const ID = "[a-z0-9-]+";

const routes: RouteRecordRaw[] = [
  { path: "/", name: "start", component: StartPage },
  // Mails lead to `/sign-in#<secret>`.
  { path: "/sign-in", name: "sign-in", component: SignInPage },
  // Mails to the contact of an entry lead to `/confirm#<secret>`.
  { path: "/confirm", name: "confirm", component: ConfirmContactPage },
  {
    // Mails that invite lead to `/invitations/<contest>/<role>`.
    path: `/invitations/:contest(${ID})?/:role(unit|screener|judge)?`,
    name: "invitations",
    component: InvitationsPage,
    props: ({ params }) => ({ contest: params.contest || "", role: params.role || "" }),
  },
  {
    // The QR codes of certificates lead to `/check/<contest>/<code>`.
    path: `/check/:contestId(${ID})/:code?`,
    name: "check",
    component: CheckPage,
    props: ({ params }) => ({ contestId: params.contestId, code: params.code || "" }),
  },
  {
    // Mails about an entry lead to `/contests/<contest>#<entry>`.
    path: `/contests/:contestId(${ID})`,
    component: ContestPage,
    props: true,
    children: [
      { path: "", name: "entries", component: EntriesPage },
      {
        path: `screening/:entryId(${ID})?`,
        name: "screening",
        component: ScreeningPage,
        props: ({ params }) => ({ entryId: params.entryId || "" }),
      },
    ],
  },
  { path: "/:unknown(.*)*", component: StartPage },
];

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
    const link = to.name === "sign-in" ? signInLink : to.name === "confirm" ? confirmLink : null;
    if (!link || !to.hash) return true;
    link.value = to.hash.slice(1);
    return { name: to.name, replace: true };
  });
  return router;
}
