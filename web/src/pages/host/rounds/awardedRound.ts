import type { HostOverview } from "../../../document";

/** The review round over which awards begin: the last one, but for those that were missed. */
export function awardedRound({ rounds, now }: Pick<HostOverview, "rounds" | "now">) {
  const wasMissed = ({ state, closes }: HostOverview["rounds"][number]) =>
    state === null && Date.parse(closes) <= Date.parse(now);
  return [...rounds].reverse().find((round) => !wasMissed(round));
}
