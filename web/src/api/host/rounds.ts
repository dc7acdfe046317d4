/** Review rounds: their plan, their progress, and what the host decides about them. */

import type { CoverageDecision, ExtensionRequest } from "../../document";
import { client, unwrap } from "../client";

const ofRound = (contest: string, round: string) => ({
  path: { contest_id: contest, round_id: round },
});
const ofJudge = (contest: string, round: string, judge: string) => ({
  path: { contest_id: contest, round_id: round, judge },
});

export const getCoverage = (contest: string, round: string) =>
  unwrap(
    client.GET("/host/{contest_id}/rounds/{round_id}/coverage", { params: ofRound(contest, round) }),
  );

/** How far a plan, or the closing, is. */
export const getProgress = (contest: string, round: string) =>
  unwrap(client.GET("/host/{contest_id}/rounds/{round_id}/progress", { params: ofRound(contest, round) }));

export const previewPlan = (contest: string, round: string) =>
  unwrap(client.GET("/host/{contest_id}/rounds/{round_id}/plan", { params: ofRound(contest, round) }));

export const commitPlan = (contest: string, round: string, sha256: string) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/plan", {
      params: ofRound(contest, round), body: { sha256 },
    }),
  );

/** Which works enter a later round. */
export const previewEntering = (contest: string, round: string) =>
  unwrap(
    client.GET("/host/{contest_id}/rounds/{round_id}/entries", { params: ofRound(contest, round) }),
  );

export const confirmEntering = (contest: string, round: string, sha256: string) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/entries", {
      params: ofRound(contest, round), body: { sha256 },
    }),
  );

export const extendRound = (contest: string, round: string, body: ExtensionRequest) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/extension", {
      params: ofRound(contest, round), body,
    }),
  );

export const closeRound = (contest: string, round: string) =>
  unwrap(client.POST("/host/{contest_id}/rounds/{round_id}/close", { params: ofRound(contest, round) }));

export const replaceJudge = (contest: string, round: string, judge: string, reason: string) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/judges/{judge}/replacement", {
      params: ofJudge(contest, round, judge), body: { reason },
    }),
  );

export const remindJudge = (contest: string, round: string, judge: string) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/judges/{judge}/reminder", {
      params: ofJudge(contest, round, judge),
    }),
  );

export const decideCoverage = (
  contest: string, round: string, entry: string, body: CoverageDecision,
) =>
  unwrap(
    client.POST("/host/{contest_id}/rounds/{round_id}/entries/{entry_id}/decision", {
      params: { path: { contest_id: contest, round_id: round, entry_id: entry } }, body,
    }),
  );
