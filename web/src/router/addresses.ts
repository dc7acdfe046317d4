/** Addresses to which pages link. */

import type { RouteLocationRaw } from "vue-router";

export const entriesOf = (contestId: string): RouteLocationRaw => ({
  name: "entries",
  params: { contestId },
});

/** The page of an invitation, or of all of them, as an address: mails lead to it. */
export const invitationsTo = ({ contest, role }: { contest: string; role: string }): string =>
  ["/invitations", contest, role].filter(Boolean).join("/");

/** The list of entries that wait for screening, or one of them. */
export const screeningOf = (contestId: string, entryId = ""): RouteLocationRaw => ({
  name: "screening",
  params: { contestId, entryId },
});
