/** One award round: its list, and the host's changes that are not confirmed yet. They are kept in the
 * browser, so that a reload loses none. */

import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";
import { getProposal, previewChanges } from "../../../api/host/awards";
import { me } from "../../../api/session";
import { dropHere, keepHere, keptHere } from "../../../composables/keptHere";
import { useAction } from "../../../composables/useAction";
import { useQuery } from "../../../composables/useQuery";
import type { AwardProposal, AwardStatus, ChangedList } from "../../../document";
import type { Change, Line } from "./proposal";

/** Milliseconds between two looks at a round that the system is working on. */
const POLL = 1_500;
const WORKING: AwardStatus[] = ["opened", "tallied", "final"];

/** Those of each host for themselves. */
const storageKey = (contest: string, round: string) => `laurel.changes.${me.value?.id ?? ""}.${contest}.${round}`;

/** What was tried on the results that the round still has. */
function kept(contest: string, { id, results_hash }: AwardProposal): Change[] | null {
  try {
    const found = JSON.parse(keptHere(storageKey(contest, id)) ?? "null");
    return found?.results === results_hash ? found.changes : null;
  } catch {
    return null; // it is no text of ours
  }
}

export function useAwardRound(contest: string, round: string) {
  const { data: proposal, sentences, unreachable, load } = useQuery(() => getProposal(contest, round));
  const changes = ref<Change[]>([]);
  const preview = shallowRef<ChangedList | null>(null);
  const trying = useAction(() => void load());
  let begun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  watch(proposal, (now) => {
    clearTimeout(timer);
    if (!now) return;
    if (WORKING.includes(now.status)) timer = setTimeout(() => void load(), POLL);
    if (now.status !== "proposed") return;
    if (!begun) changes.value = kept(contest, now) ?? now.agreement?.changes ?? [];
    begun = true;
    void look();
  });

  const look = () =>
    trying.run(async () => {
      preview.value = await previewChanges(contest, round, changes.value);
    });

  /** Shows the list that the changes lead to. They are kept even if the list may not be confirmed. */
  async function change(to: Change[]): Promise<void> {
    const found = await previewChanges(contest, round, to);
    changes.value = to;
    preview.value = found;
    const results = proposal.value?.results_hash;
    keepHere(storageKey(contest, round), JSON.stringify({ results, changes: to }));
  }

  const isProposed = computed(() => proposal.value?.status === "proposed");
  /** An invalid change leads to no list: the proposal itself is then shown. */
  const winners = computed<Line[]>(() => {
    const tried = isProposed.value ? (preview.value?.winners ?? []) : [];
    return tried.length ? tried : (proposal.value?.winners ?? []);
  });
  const places = computed(
    () => (isProposed.value && preview.value?.winners.length ? preview.value : proposal.value)?.places ?? [],
  );
  const refusals = computed(() => (isProposed.value ? (preview.value?.refusals ?? []) : []));
  const forget = () => dropHere(storageKey(contest, round));
  return {
    proposal, sentences, unreachable, load, changes, change, preview, winners, places, refusals,
    isProposed, forget, failed: trying.sentences,
  };
}
