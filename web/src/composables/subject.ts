/** What the page is about, for the title of the window: a work, or a place among the host's. */

import { onActivated, onDeactivated, onScopeDispose, ref, shallowRef, watchEffect } from "vue";

const current = shallowRef<{ of: symbol; name: string } | null>(null);

/** Empty if the page does not say. */
export const subject = (): string => current.value?.name ?? "";

/** For a page, as long as it is shown: the next one may be there before it has gone. */
export function useSubject(name: () => string): void {
  const of = Symbol();
  const shown = ref(true);
  const leave = () => {
    shown.value = false;
    if (current.value?.of === of) current.value = null;
  };
  watchEffect(() => shown.value && (current.value = { of, name: name() }));
  onActivated(() => (shown.value = true));
  onDeactivated(leave);
  onScopeDispose(leave);
}
