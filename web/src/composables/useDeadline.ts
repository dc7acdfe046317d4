/** How a deadline stands by the contest's clock, while the page is open. A rehearsal sets that clock,
 * and the reader's own need not be right. */

import { computed, onScopeDispose, ref } from "vue";
import type { CallForEntries, Deadline } from "../document";

/** `grace`: it has passed, and everything is accepted for a while longer. */
export type DeadlinePhase = "not_open" | "open" | "grace" | "over";

type Moment = Pick<Deadline, "at" | "grace_until">;

/** Milliseconds by which each contest's clock is ahead of the browser's. */
const offsets = new WeakMap<CallForEntries, number>();

/** To be called when a contest has just been loaded. */
export function noteContestTime(contest: CallForEntries): void {
  offsets.set(contest, Date.parse(contest.now) - Date.now());
}

export function phaseOf(
  { dates }: Pick<CallForEntries, "dates">, { at, grace_until }: Moment, now: number,
): DeadlinePhase {
  if (now < Date.parse(dates.submission_opens)) return "not_open";
  if (now < Date.parse(at)) return "open";
  return grace_until && now < Date.parse(grace_until) ? "grace" : "over";
}

/** `deadline`: of the contest, of an entry that has one of its own, or of a round. */
export function useDeadline(contest: () => CallForEntries, deadline: () => Moment) {
  const contestTime = () => Date.now() + (offsets.get(contest()) ?? 0);
  const now = ref(contestTime());
  const timer = setInterval(() => (now.value = contestTime()), 1_000);
  onScopeDispose(() => clearInterval(timer));
  const phase = computed(() => phaseOf(contest(), deadline(), now.value));
  const secondsLeft = computed(() =>
    Math.max(0, Math.ceil((Date.parse(deadline().at) - now.value) / 1_000)),
  );
  return { phase, secondsLeft, now };
}
