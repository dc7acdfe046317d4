/** Which page the address names: `/`, `/contests/<contest>`, or `/sign-in#<link>` of a mail. */

import { computed, ref } from "vue";

const path = ref(location.pathname);

addEventListener("popstate", () => (path.value = location.pathname));

export function go(to: string): void {
  history.pushState(null, "", to);
  path.value = location.pathname;
}

/** The contest that is open, or "" on the page that asks for one. */
export const contestId = computed(() => /^\/contests\/([a-z0-9-]+)\/?$/.exec(path.value)?.[1] ?? "");

export const atSignIn = computed(() => path.value === "/sign-in");

/** What stands behind the `#`: a secret, which is taken out of the address and its history. */
export function takeLink(): string {
  const link = location.hash.slice(1);
  if (link) history.replaceState(null, "", location.pathname);
  return link;
}
