/** One entry, as the page shows it: always the newest that the server has sent. */

import { onActivated, onScopeDispose, watch } from "vue";
import { getEntry } from "../../api/entrant";
import { useQuery } from "../../composables/useQuery";
import type { EntryView } from "../../document";

/** Milliseconds between two requests while the status is about to change. */
const POLL_DELAYS = [500, 1_000, 2_000, 5_000];

export function useEntry(contest: string, id: string) {
  const { data: entry, sentences, unreachable, load } = useQuery(() => getEntry(contest, id));
  let timer = 0;
  /** Counts the polls: a response to an earlier one does not start another. */
  let latestPoll = 0;

  /** Responses may overtake each other. If one is older than what is shown, the entry is loaded again. */
  function changed(next: EntryView): void {
    const known = entry.value;
    const at = ({ changed_at }: EntryView) => Date.parse(changed_at);
    if (known && (next.edits < known.edits || at(next) < at(known))) return void load();
    entry.value = next;
  }

  async function refresh(): Promise<EntryView | null> {
    const found = await getEntry(contest, id).catch(() => null);
    if (found) changed(found);
    return found;
  }

  /** Asks until the check is over. After the last part of an upload the status is still `uploading`
   * for a moment. */
  async function poll(attempt = 0): Promise<void> {
    const current = ++latestPoll;
    clearTimeout(timer);
    const found = await refresh();
    if (current !== latestPoll) return;
    if (!found || found.status === "validating" || found.status === "uploading") {
      const delay = POLL_DELAYS[Math.min(attempt, POLL_DELAYS.length - 1)];
      timer = window.setTimeout(() => void poll(attempt + 1), delay);
    }
  }

  watch(() => entry.value?.status, (status) => status === "validating" && void poll(), { immediate: true });
  onActivated(() => entry.value && void refresh());
  onScopeDispose(() => {
    latestPoll++;
    clearTimeout(timer);
  });
  return { entry, sentences, unreachable, changed, refresh, poll };
}
