/** Addresses to which pages link. */

import type { RouteLocationRaw } from "vue-router";

export const entriesOf = (contestId: string): RouteLocationRaw => ({
  name: "entries",
  params: { contestId },
});

/** The list of entries that wait for screening, or one of them. */
export const screeningOf = (contestId: string, entryId = ""): RouteLocationRaw => ({
  name: "screening",
  params: { contestId, entryId },
});
