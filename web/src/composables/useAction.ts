/** Runs what a button or a form does. */

import { ref } from "vue";
import { Refused } from "../api/errors";
import { i18n } from "../i18n";
import { Unreadable } from "../readFile";

/**
 * One action at a time: while it is running, `run` does nothing.
 *
 * If it fails, `sentences` say why, and `fields` which values are wrong, by their paths. If somebody else has changed the data meanwhile (412),
 * `onConflict` is called, which should load the data again. `onStale` should, too: it is called where what there is now
 * forbids the action (409), with the sentences that say so and stay.
 */
export function useAction(
  onConflict: () => void = () => undefined, onStale: (sentences: string[]) => void = () => undefined,
) {
  const { t } = i18n.global;
  const busy = ref(false);
  const sentences = ref<string[]>([]);
  const fields = ref<Record<string, string>>({});

  async function run(action: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    sentences.value = [];
    fields.value = {};
    try {
      await action();
    } catch (error) {
      const refused = error instanceof Refused;
      if (refused) fields.value = error.fields;
      const conflict = refused && error.status === 412;
      if (conflict) onConflict();
      if (refused && error.status === 409) onStale(error.sentences);
      if (conflict) sentences.value = [t("error.conflict")];
      else if (error instanceof Unreadable) sentences.value = [t("upload.unreadable")];
      else sentences.value = refused ? error.sentences : [t("error.unanswered")];
    }
    busy.value = false;
  }

  return { busy, sentences, fields, run };
}
