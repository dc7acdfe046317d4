/** What a judge can do. */

import type { PlayFailure, ScoresUpdate } from "../document";
import { client, unwrap } from "./client";

const REVIEW = "/judge/{contest_id}/reviews/{round_id}/{number}";

/** A work, by its number in the judge's own list of a round. */
export interface WorkAddress {
  contest: string;
  round: string;
  number: number;
}

const pathOf = ({ contest, round, number }: WorkAddress) => ({
  path: { contest_id: contest, round_id: round, number },
});

export const listReviews = (contest: string) =>
  unwrap(client.GET("/judge/{contest_id}/reviews", { params: { path: { contest_id: contest } } }));

export const getReview = (work: WorkAddress) => unwrap(client.GET(REVIEW, { params: pathOf(work) }));

export const saveScores = (work: WorkAddress, body: ScoresUpdate) =>
  unwrap(client.PUT(REVIEW, { params: pathOf(work), body }));

export const submitReview = (work: WorkAddress, expectedVersion: number) =>
  unwrap(
    client.POST(`${REVIEW}/submit`, {
      params: pathOf(work), body: { expected_version: expectedVersion },
    }),
  );

export const recuse = (work: WorkAddress, reason: string) =>
  unwrap(client.POST(`${REVIEW}/recusal`, { params: pathOf(work), body: { reason } }));

/** Nobody waits for it: the person reads on the page what happened. */
export const tellUnplayable = (work: WorkAddress, body: PlayFailure) =>
  unwrap(client.POST(`${REVIEW}/unplayable`, { params: pathOf(work), body })).catch(() => null);

/** `resume`: goes on after all. */
export const setFinished = (contest: string, round: string, does: "finish" | "resume") =>
  unwrap(
    client.POST(`/judge/{contest_id}/rounds/{round_id}/${does}`, {
      params: { path: { contest_id: contest, round_id: round } },
    }),
  );
