/** Loads data for a component and keeps it reactive. */

import { computed, onScopeDispose, ref, shallowRef } from "vue";
import { Refused } from "../api/errors";

/** Milliseconds before a request that got no answer is repeated. */
export const RETRY_DELAY = 3_000;

/**
 * Sends `request` at once, and again on every `load()`.
 *
 * While the API does not answer, `unreachable` is true and the request is repeated. A refusal is
 * final: its `sentences` are there to be shown. If several requests overlap, only the last one
 * counts. Data that was loaded before stays until the next success. Nothing is sent or changed once
 * the component has gone.
 */
export function useQuery<T>(request: () => Promise<T>) {
  const data = shallowRef<T | null>(null);
  const refusal = shallowRef<Refused | null>(null);
  const unreachable = ref(false);
  const sentences = computed(() => refusal.value?.sentences ?? []);
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const current = ++latest;
    clearTimeout(timer);
    try {
      const answer = await request();
      if (current !== latest) return;
      data.value = answer;
      refusal.value = null;
      unreachable.value = false;
    } catch (error) {
      if (current !== latest) return;
      if (error instanceof Refused) refusal.value = error;
      unreachable.value = !(error instanceof Refused);
      if (unreachable.value) timer = setTimeout(() => void load(), RETRY_DELAY);
    }
  }

  onScopeDispose(() => {
    latest++;
    clearTimeout(timer);
  });
  void load();
  return { data, sentences, refusal, unreachable, load };
}
