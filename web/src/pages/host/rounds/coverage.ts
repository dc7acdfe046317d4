/** How far a review round is, in figures. */

import type { EntryCoverage, RoundCoverage, RoundProgress } from "../../../document";

export interface RoundFigures {
  /** Reviews that are submitted, and that the rules ask for. */
  submitted: number;
  asked: number;
  percent: number;
  complete: number;
  partly: number;
  none: number;
  undecided: EntryCoverage[];
}

/** A work may have more reviews than the rules ask for: these count no further. */
export function figuresOf({ entries }: Pick<RoundCoverage, "entries">): RoundFigures {
  const submitted = entries.reduce((sum, one) => sum + Math.min(one.submitted, one.asked), 0);
  const asked = entries.reduce((sum, one) => sum + one.asked, 0);
  const complete = entries.filter((one) => one.submitted >= one.asked).length;
  const none = entries.filter((one) => one.submitted === 0 && one.asked > 0).length;
  return {
    submitted,
    asked,
    percent: asked ? Math.floor((100 * submitted) / asked) : 0,
    complete,
    partly: entries.length - complete - none,
    none,
    undecided: entries.filter(({ undecided }) => undecided),
  };
}

/** The least and the most works of a judge. */
export function spanOf(loads: Record<string, number>): { least: number; most: number } | null {
  const numbers = Object.values(loads);
  return numbers.length ? { least: Math.min(...numbers), most: Math.max(...numbers) } : null;
}

/** Whether a plan is carried out, or the round is being closed. */
export const isWorking = ({ plan, state }: Pick<RoundCoverage, "plan" | "state">) => Boolean(plan) || state === "closing";

/** The round while that goes on: as `before`, but for how far it is. All works are read when it is done. */
export async function lookAgain(
  before: RoundCoverage, progress: () => Promise<RoundProgress>, whole: () => Promise<RoundCoverage>,
): Promise<RoundCoverage> {
  const now = await progress();
  return isWorking(now) ? { ...before, ...now } : whole();
}
