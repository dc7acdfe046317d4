/** Which page the address names: `/`, or `/contests/<contest>`. */

import { computed, ref } from "vue";

const path = ref(location.pathname);

addEventListener("popstate", () => (path.value = location.pathname));

export function go(to: string): void {
  history.pushState(null, "", to);
  path.value = location.pathname;
}

/** The contest that is open, or "" on the page that asks for one. */
export const contestId = computed(() => /^\/contests\/([a-z0-9-]+)\/?$/.exec(path.value)?.[1] ?? "");
