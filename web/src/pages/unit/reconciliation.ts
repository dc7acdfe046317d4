/** The comparison of a unit's sheets with the works that arrived. */

import type { Match, MatchOutcome } from "../../document";
import { halfWidth } from "../../typed";

/** In the order in which they need attention. */
export const OUTCOMES = [
  "upload_without_row", "row_without_upload", "differs", "matched",
] as const satisfies MatchOutcome[];

export interface MatchFilter {
  outcome: MatchOutcome | "";
  typed: string;
}

export function filtered(matches: Match[], { outcome, typed }: MatchFilter): Match[] {
  const wanted = halfWidth(typed).toLowerCase();
  return matches.filter(
    (one) =>
      (!outcome || one.outcome === outcome) &&
      [one.title, one.entrant, one.entry_number].some((text) => text.toLowerCase().includes(wanted)),
  );
}

export function countsOf(matches: Match[]): Record<MatchOutcome, number> {
  const counts = { matched: 0, differs: 0, row_without_upload: 0, upload_without_row: 0 };
  for (const { outcome } of matches) counts[outcome] += 1;
  return counts;
}
