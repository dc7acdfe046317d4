/** Whether the window is as narrow as a phone's, where a table becomes a list. */

import { onScopeDispose, ref } from "vue";

export function useNarrow() {
  const query = window.matchMedia("(max-width: 767px)");
  const narrow = ref(query.matches);
  const follow = () => (narrow.value = query.matches);
  query.addEventListener("change", follow);
  onScopeDispose(() => query.removeEventListener("change", follow));
  return narrow;
}
