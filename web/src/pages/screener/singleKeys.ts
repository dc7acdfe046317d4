/** Keys that act by themselves: 1, 2, 3, J, K, ?. They can be turned off (WCAG 2.1.4), and do nothing
 * while somebody types. */

import { onMounted, onScopeDispose, ref } from "vue";
import { keepHere, keptHere } from "../../composables/keptHere";

const STORED = "laurel.single-keys";
export const singleKeys = ref(keptHere(STORED) !== "off");

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  keepHere(STORED, on ? "on" : "off");
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && !!target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

/** Calls `act` with each such key while the component is there. */
export function onSingleKey(act: (key: string) => void): void {
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (singleKeys.value && !isTyping(event.target)) act(event.key);
  };
  onMounted(() => document.addEventListener("keydown", listen));
  onScopeDispose(() => document.removeEventListener("keydown", listen));
}
