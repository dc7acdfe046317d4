/** A sheet that is checked first and handed in then, in several requests if it is long. */

import { ref, shallowRef } from "vue";
import { useAction } from "../../composables/useAction";
import type { SheetUpload } from "../../document";
import { formatBytes } from "../../format";
import { i18n } from "../../i18n";
import { base64Of } from "../../readFile";

export const MOST_BYTES = 4 * 1024 * 1024;

/** `check` changes nothing; `commit` is called until it says that no row is left. */
export function useSheetUpload<T extends { sha256: string }>(
  check: (body: SheetUpload) => Promise<T>,
  commit: (sha256: string, body: SheetUpload) => Promise<{ done: number; left: number }>,
) {
  const { t } = i18n.global;
  const file = ref("");
  const name = ref("");
  const preview = shallowRef<T | null>(null);
  const progress = ref<{ done: number; left: number } | null>(null);
  /** How many rows were handed in, once all are. */
  const done = ref<number | null>(null);
  const { busy, sentences, run } = useAction();

  const choose = (event: Event) =>
    run(async () => {
      const input = event.target as HTMLInputElement;
      const [chosen] = input.files ?? [];
      if (!chosen) return;
      // The same file may be chosen again once it is corrected.
      input.value = "";
      [preview.value, done.value, name.value] = [null, null, chosen.name];
      if (chosen.size > MOST_BYTES) {
        sentences.value = [t("unit.sheet.too_big", { size: formatBytes(chosen.size), most: formatBytes(MOST_BYTES) })];
        return;
      }
      file.value = await base64Of(chosen);
      preview.value = await check({ file: file.value });
    });

  const send = () =>
    run(async () => {
      if (!preview.value) return;
      try {
        do {
          progress.value = await commit(preview.value.sha256, { file: file.value });
        } while (progress.value.left > 0);
        done.value = progress.value.done;
        preview.value = null;
      } finally {
        progress.value = null;
      }
    });

  return { busy, sentences, name, preview, progress, done, choose, send };
}
