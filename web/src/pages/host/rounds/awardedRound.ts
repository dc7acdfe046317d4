import type { HostOverview } from "../../../document";

/** The review round over which awards begin: the last one, but for those that were missed. */
export function awardedRound({ rounds, now }: Pick<HostOverview, "rounds" | "now">) {
  const wasMissed = ({ state, closes }: HostOverview["rounds"][number]) =>
    state === null && Date.parse(closes) <= Date.parse(now);
  return [...rounds].reverse().find((round) => !wasMissed(round));
}

/** Whether awards, or the choice of works for a later round, go by the scores of the round: it is not
 * extended any more. */
export function isUsed(rounds: Pick<HostOverview["rounds"][number], "id" | "state" | "award_round">[], id: string): boolean {
  const place = rounds.findIndex((one) => one.id === id);
  return Boolean(rounds[place]?.award_round) || rounds.slice(place + 1).some(({ state }) => state !== null);
}
