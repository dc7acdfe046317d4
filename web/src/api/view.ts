/** A look through another person's eyes, in this window alone: it is read-only, short, and on record. */

import { ref } from "vue";
import type { ViewBegun, ViewRequest } from "../document";

export interface CurrentView extends ViewBegun {
  contest: string;
  role: ViewRequest["role"];
}

const STORAGE_KEY = "laurel.view";

function stored(): CurrentView | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null") as CurrentView | null;
  } catch {
    return null;
  }
}

export const currentView = ref<CurrentView | null>(stored());

export function setView(view: CurrentView | null): void {
  currentView.value = view;
  if (view) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(view));
  else sessionStorage.removeItem(STORAGE_KEY);
}

/** Whether a request is one of the role that is looked through. */
const concerns = (view: CurrentView, address: string): boolean =>
  new URL(address).pathname.startsWith(`/${view.role}/${view.contest}/`);

/** The id to send with a request, if the view holds for it: it reads what that person reads. */
export function viewFor(view: CurrentView | null, method: string, address: string, now: number): string | null {
  if (!view || method !== "GET" || now >= Date.parse(view.ends_at)) return null;
  return concerns(view, address) ? view.id : null;
}

/** Whether a request would change something of the host's own, on pages that show another's. */
export const isReadOnly = (view: CurrentView | null, method: string, address: string): boolean =>
  view !== null && method !== "GET" && concerns(view, address);
