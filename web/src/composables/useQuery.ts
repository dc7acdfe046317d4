/** Asking the API from a page: what is refused is told; a lost connection is waited for where
 * something is read, and told where something is done. */

import { onScopeDispose, ref, shallowRef } from "vue";
import { useI18n } from "vue-i18n";
import { Refused } from "../api/entrant";

/** Milliseconds between two tries. */
const AGAIN = 3_000;

/** Reads at once, and whenever `load` is called; the last that was asked counts. */
export function useRead<T>(ask: () => Promise<T>) {
  const found = shallowRef<T | null>(null);
  const sentences = ref<string[]>([]);
  const broken = ref(false);
  let turn = 0;
  let again = 0;

  async function load(): Promise<void> {
    const mine = ++turn;
    clearTimeout(again);
    try {
      const answer = await ask();
      if (mine !== turn) return;
      found.value = answer;
      sentences.value = [];
      broken.value = false;
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof Refused) sentences.value = error.sentences;
      broken.value = !(error instanceof Refused);
      if (broken.value) again = window.setTimeout(() => void load(), AGAIN);
    }
  }

  onScopeDispose(() => {
    turn++;
    clearTimeout(again);
  });
  void load();
  return { found, sentences, broken, load };
}

/** Does one thing at a time: while it is under way, `run` does nothing. `stale`: to show anew what
 * somebody else has changed meanwhile. */
export function useDeed(stale: () => void) {
  const { t } = useI18n();
  const busy = ref(false);
  const sentences = ref<string[]>([]);

  async function run(deed: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    sentences.value = [];
    try {
      await deed();
    } catch (error) {
      const known = error instanceof Refused;
      const changed = known && error.status === 412;
      if (changed) stale();
      if (changed) sentences.value = [t("screen.changed")];
      else sentences.value = known ? error.sentences : [t("screen.unanswered")];
    }
    busy.value = false;
  }

  return { busy, sentences, run };
}
