/** Which page the address names: `/`, `/contests/<contest>`, a screener's
 * `/contests/<contest>/screening` and `/contests/<contest>/screening/<entry>`, or `/sign-in#<link>`
 * of a mail. */

import { computed, ref } from "vue";

const path = ref(location.pathname);

addEventListener("popstate", () => (path.value = location.pathname));

export function go(to: string): void {
  history.pushState(null, "", to);
  path.value = location.pathname;
}

/** Links between the pages load nothing anew. */
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || elsewhere || link.origin !== location.origin || link.pathname === path.value) return;
  event.preventDefault();
  go(link.pathname);
  scrollTo(0, 0);
});

const PAGE = /^\/contests\/([a-z0-9-]+)(?:\/(screening)(?:\/([a-z0-9-]+))?)?\/?$/;
const named = computed(() => PAGE.exec(path.value) ?? []);

/** The contest that is open, or "" on the page that asks for one. */
export const contestId = computed(() => named.value[1] ?? "");

export const atScreening = computed(() => named.value[2] !== undefined);
/** The entry that is being screened, or "" at the list of those that wait. */
export const screenedId = computed(() => named.value[3] ?? "");

export const screening = (contest: string, entry?: string): string =>
  `/contests/${contest}/screening${entry ? `/${entry}` : ""}`;

export const atSignIn = computed(() => path.value === "/sign-in");

/** What stands behind the `#`: a secret, which is taken out of the address and its history. */
export function takeLink(): string {
  const link = location.hash.slice(1);
  if (link) history.replaceState(null, "", location.pathname);
  return link;
}
