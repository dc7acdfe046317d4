/** Addresses to which pages link. */

import type { LocationQueryRaw, RouteLocationNormalizedLoaded, RouteLocationRaw } from "vue-router";

export const entriesOf = (contestId: string): RouteLocationRaw => ({
  name: "entries",
  params: { contestId },
});

/** One of the reader's own entries: at its first step that is due, or at a given one. */
export const stepAt = (contestId: string, entryId: string, step: string): RouteLocationRaw => ({
  name: "entry",
  params: { contestId, entryId, step },
});

export const entryAt = (contestId: string, entryId: string): RouteLocationRaw => stepAt(contestId, entryId, "");

/** An entry that was created a moment ago: its first empty field gets the focus. */
export const newEntryAt = (contestId: string, entryId: string): RouteLocationRaw => ({
  name: "entry",
  params: { contestId, entryId, step: "form" },
  state: { isNew: true },
});

/** Whether the page was reached by `newEntryAt`. Asked again, or after a reload, it is no longer new. */
export function takeIsNew(): boolean {
  const { isNew, ...state } = (history.state ?? {}) as { isNew?: boolean };
  if (isNew) history.replaceState(state, "");
  return Boolean(isNew);
}

/** The page on which anybody can check a certificate. */
export const checkOf = (contestId: string, code: string): RouteLocationRaw => ({
  name: "check",
  params: { contestId, code },
});

/** The page of an invitation, or of all of them, as an address: mails lead to it. */
export const invitationsTo = ({ contest, role }: { contest: string; role: string }): string =>
  ["/invitations", contest, role].filter(Boolean).join("/");

/** A screener's list, by what it shows, or one of its entries. */
export const screeningOf = (contestId: string, entryId = "", query: LocationQueryRaw = {}): RouteLocationRaw => ({
  name: "screening",
  params: { contestId, entryId },
  query,
});

/** A judge's list. */
export const reviewsOf = (contestId: string): RouteLocationRaw => ({
  name: "reviews",
  params: { contestId },
});

/** One work of a judge's list, by its number in it. */
export const reviewOf = (contestId: string, round: string, number: number): RouteLocationRaw => ({
  name: "review",
  params: { contestId, round, number: String(number) },
});

/** One of a recommending unit's pages, by default the first. */
export const unitOf = (contestId: string, name = "unit"): RouteLocationRaw => ({
  name,
  params: { contestId },
});

/** One of the host's pages, by default the first. */
export const hostOf = (
  contestId: string, name = "host", params: Record<string, string> = {},
): RouteLocationRaw => ({ name, params: { contestId, ...params } });

/** The winners, and what the public can do about them. */
export const winnersOf = (contestId: string): RouteLocationRaw => ({
  name: "winners",
  params: { contestId },
});

/** The winning works, or one of them on the stage. */
export const galleryOf = (contestId: string, winner = ""): RouteLocationRaw => ({
  name: "gallery",
  params: { contestId, winner },
});

/** The reader's own account. `/account` is the API's. */
export const accountPage: RouteLocationRaw = { name: "my-account" };

type Place = Pick<RouteLocationNormalizedLoaded, "matched" | "params">;
/** Whether both are pages of the same contest, within its frame. */
export const isWithinContest = (to: Place, from: Place): boolean =>
  to.matched[0] === from.matched[0] && to.params.contestId === from.params.contestId;

/** Whether whoever is not signed in sees the contest's front door here. */
export const isFrontDoor = ({ name }: RouteLocationNormalizedLoaded): boolean => name === "entries";
