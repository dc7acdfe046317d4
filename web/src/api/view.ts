/** A look through another person's eyes, in this window alone: it is read-only, short, and on record. */

import { ref, watch } from "vue";
import { forgetHere, storedHere, storeHere } from "../composables/storedHere";
import type { ViewBegun, ViewRequest } from "../document";
import { me } from "./session";

export interface CurrentView extends ViewBegun {
  contest: string;
  role: ViewRequest["role"];
}

const STORAGE_KEY = "laurel.view";

export const currentView = ref(storedHere<CurrentView>(STORAGE_KEY));

export function setView(view: CurrentView | null): void {
  currentView.value = view;
  if (view) storeHere(STORAGE_KEY, view);
  else forgetHere(STORAGE_KEY);
}

/** It is the host's who began it. */
watch(me, (account, before) => before && account?.id !== before.id && setView(null), { flush: "sync" });

/** The id to send with every request of the role that is looked through. The API answers those that
 * read as that person's, and refuses all others, and any once the view has ended. */
export function viewFor(view: CurrentView | null, address: string): string | null {
  if (!view) return null;
  return `${new URL(address).pathname}/`.startsWith(`/${view.role}/${view.contest}/`) ? view.id : null;
}
