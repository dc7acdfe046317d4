/** Where the roles of whoever is signed in lead within a contest. */

import type { RouteLocationRaw } from "vue-router";
import { hasRole, me } from "../api/session";
import { entriesOf, hostOf, reviewsOf, screeningOf, unitOf } from "./addresses";

interface Area {
  /** The key of its name. */
  name: string;
  to: RouteLocationRaw;
}

/** Everybody who is signed in may enter works. */
export function areasOf(contestId: string): Area[] {
  if (!me.value || !contestId) return [];
  const areas = [
    { name: "unit.tab", to: unitOf(contestId), shown: hasRole(contestId, "unit") },
    { name: "reviews.tab", to: reviewsOf(contestId), shown: hasRole(contestId, "judge") },
    { name: "screening.tab", to: screeningOf(contestId), shown: hasRole(contestId, "screener") },
    { name: "contest.host", to: hostOf(contestId), shown: hasRole(contestId, "host") },
  ];
  return [
    { name: "contest.mine", to: entriesOf(contestId) },
    ...areas.filter(({ shown }) => shown),
  ];
}

/** Where the reader's work in the contest is. */
export const homeOf = (contestId: string): RouteLocationRaw =>
  areasOf(contestId)[1]?.to ?? entriesOf(contestId);
