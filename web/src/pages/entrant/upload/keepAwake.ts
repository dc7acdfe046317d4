/** Keeps the screen on: a phone that has turned it off soon stops what a page sends. */

import { onScopeDispose, type Ref, watch } from "vue";

/** While `underWay` is true, and until the scope ends. */
export function keepAwake(underWay: Readonly<Ref<boolean>>): void {
  let lock: Promise<WakeLockSentinel | null> | null = null;
  const release = () => {
    void lock?.then((held) => held?.release()).catch(() => null);
    lock = null;
  };
  const follow = () => {
    release();
    if (underWay.value && !document.hidden) lock = request();
  };
  watch(underWay, follow, { flush: "sync" });
  // The browser releases the lock of a hidden page.
  addEventListener("visibilitychange", follow);
  onScopeDispose(() => {
    removeEventListener("visibilitychange", follow);
    release();
  });
}

/** Null where the browser has no such lock, or refuses it: when its battery is low, for one. */
async function request(): Promise<WakeLockSentinel | null> {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return null;
  }
}
