/** Arithmetic of one review, and which work comes next. */

import type { Criterion, ReviewProgress, ReviewSummary } from "../../document";

/** By criterion; null: not scored yet. 0 is a score. */
export type Scores = Record<string, number | null>;

export const missingOf = (criteria: Criterion[], scores: Scores): Criterion[] =>
  criteria.filter(({ id }) => scores[id] == null);

/** The weighted mean in percent of what has a score, with one decimal, half up; "" if nothing has. */
export function averageOf(criteria: Criterion[], scores: Scores): string {
  let [sum, weights] = [0, 0];
  for (const { id, weight, points } of criteria) {
    const score = scores[id];
    if (score == null) continue;
    sum += (weight * score) / points;
    weights += weight;
  }
  // A sum such as 0.1 + 0.2 may be a little below its true value.
  return weights ? (Math.round((sum / weights) * 1000 + 1e-9) / 10).toFixed(1) : "";
}

/** What was typed, as a score; null if it is none. */
export function scoreIn(typed: string, points: number): number | null {
  const digits = typed.normalize("NFKC").trim();
  if (!/^\d{1,4}$/.test(digits)) return null;
  return Math.min(Number(digits), points);
}

/** After a press of − or +. Of what has no score yet, + makes 1 and − makes 0. */
export const stepped = (score: number | null, by: number, points: number): number =>
  Math.max(0, Math.min(points, (score ?? 0) + by));

type Numbered = Pick<ReviewSummary, "round" | "number" | "submitted_at" | "changed" | "sealed">;

/** Whether it was changed since it was submitted, and can be submitted again. */
export const waitsAgain = ({ changed, sealed }: Pick<Numbered, "changed" | "sealed">): boolean => changed && !sealed;

const isDone = (one: Numbered): boolean => one.sealed || (Boolean(one.submitted_at) && !one.changed);

/** The number of the next work to submit: after this one, else from the beginning. */
export function nextAfter(reviews: Numbered[], round: string, number: number): number | null {
  const open = reviews
    .filter((one) => one.round === round && !isDone(one) && one.number !== number)
    .map((one) => one.number);
  return open.find((one) => one > number) ?? open[0] ?? null;
}

/** Works that were changed since they were submitted come first, then those that are not submitted,
 * each part by its numbers. */
export function inOrder<T extends Numbered>(reviews: T[], { round }: Pick<ReviewProgress, "round">): T[] {
  const own = reviews.filter((one) => one.round === round);
  const part = (one: T) => (waitsAgain(one) ? 0 : one.submitted_at ? 2 : 1);
  return own.sort((one, other) => part(one) - part(other) || one.number - other.number);
}
