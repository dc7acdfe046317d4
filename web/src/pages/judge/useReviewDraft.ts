/** The draft of one review, which saves itself. */

import { shallowRef, watch } from "vue";
import { getReview, saveScores, type WorkAddress } from "../../api/judge";
import { retry } from "../../api/retry";
import { Draft, type FormStore, type Saved } from "../../composables/draft";
import { useKeptDraft } from "../../composables/useKeptDraft";
import type { ReviewDetail, ReviewSummary } from "../../document";
import type { Scores } from "./scoring";

/** The fields of a draft: `score:` and a criterion's id, `comment`, `notes`. */
export type ReviewAnswers = Record<string, number | string | null>;

export const scoreField = (criterion: string): string => `score:${criterion}`;

export function scoresOf(typed: ReviewAnswers): Scores {
  const scored = Object.entries(typed).filter(([field]) => field.startsWith("score:"));
  return Object.fromEntries(scored.map(([field, score]) => [field.slice(6), score as number | null]));
}

/** What a judge has typed last, whether it was submitted or not. */
export function typedOf(review: ReviewSummary, criteria: string[]): ReviewAnswers {
  const scores = criteria.map((id) => [scoreField(id), review.draft[id] ?? null]);
  return { ...Object.fromEntries(scores), comment: review.comment, notes: review.notes };
}

/** Whether what is typed differs from the review that was submitted. Notes are no part of it. */
export function differs(typed: ReviewAnswers, given: Pick<ReviewSummary, "submitted_at" | "scores" | "given_comment">): boolean {
  if (!given.submitted_at) return false;
  const scores = Object.entries(scoresOf(typed));
  return String(typed.comment).trim() !== given.given_comment.trim() || scores.some(([id, score]) => score !== given.scores[id]);
}

const bodyOf = (typed: ReviewAnswers, expectedVersion: number) => ({
  expected_version: expectedVersion,
  scores: Object.fromEntries(
    Object.entries(scoresOf(typed)).filter((each): each is [string, number] => each[1] !== null),
  ),
  comment: String(typed.comment),
  notes: String(typed.notes),
});

/** `savedAt`: when it was last saved from this page, by the browser's clock. */
export function useReviewDraft(work: WorkAddress, review: () => ReviewDetail) {
  const savedAt = shallowRef<Date | null>(null);
  const criteria = review().criteria.map(({ id }) => id);
  const savedOf = (one: ReviewSummary): Saved<ReviewAnswers> => ({
    answers: typedOf(one, criteria), edits: one.version,
  });
  const store: FormStore<ReviewAnswers> = {
    check: () => ({}),
    save: async (typed, expectedEdits, onWaiting) => {
      const saved = await retry(() => saveScores(work, bodyOf(typed, expectedEdits)), onWaiting);
      return savedOf(saved);
    },
    load: async () => savedOf(await getReview(work)),
  };
  const key = `review ${work.contest} ${work.round} ${work.number}`;
  const draft = useKeptDraft(key, () => new Draft(savedOf(review()), store));
  watch(review, (next) => draft.receive(savedOf(next)), { immediate: true });
  watch(() => draft.saved.edits, () => (savedAt.value = new Date()));
  return { draft, savedAt, savedOf };
}
