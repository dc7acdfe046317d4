/** The contest that the address names. */

import { onScopeDispose, ref, shallowRef, watch } from "vue";
import { useRouter } from "vue-router";
import { getContest } from "../api/contest";
import { rememberContest } from "../api/session";
import type { CallForEntries } from "../document";
import { noteContestTime } from "./useDeadline";
import { useQuery } from "./useQuery";

/** For the header: null while no contest is open. */
export const currentContest = shallowRef<CallForEntries | null>(null);
/** For the start page: the id that was asked for last, if there is no such contest. */
export const unknownContest = ref("");

/** Loads the contest, and makes it the current one. An unknown id leads to the start page. */
export function useContest(id: string) {
  const router = useRouter();
  const { data, refusal, load } = useQuery(async () => {
    const contest = await getContest(id);
    noteContestTime(contest);
    return contest;
  });

  watch(data, (contest) => {
    currentContest.value = contest;
    unknownContest.value = "";
    rememberContest(id);
  });
  watch(refusal, (refused) => {
    if (!refused) return;
    unknownContest.value = id;
    void router.push({ name: "start" });
  });
  onScopeDispose(() => (currentContest.value = null));
  return { contest: data, load };
}
