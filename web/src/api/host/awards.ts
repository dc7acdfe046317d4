/** Award rounds: the proposal, the host's changes to it, the confirmation, and what follows. */

import type {
  AwardConfirmation, AwardRevocation, ChangesPreview, ObjectionVerdict,
} from "../../document";
import { client, unwrap } from "../client";

const ofRound = (contest: string, round: string) => ({
  path: { contest_id: contest, award_round: round },
});

export const listAwardRounds = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/awards", { params: { path: { contest_id: contest } } }));

export const beginAwards = (contest: string, awardRound: string, reviewRound: string) =>
  unwrap(
    client.POST("/host/{contest_id}/awards", {
      params: { path: { contest_id: contest } },
      body: { award_round: awardRound, review_round: reviewRound },
    }),
  );

export const getProposal = (contest: string, round: string) =>
  unwrap(client.GET("/host/{contest_id}/awards/{award_round}", { params: ofRound(contest, round) }));

export const previewChanges = (contest: string, round: string, changes: NonNullable<ChangesPreview["changes"]>) =>
  unwrap(
    client.POST("/host/{contest_id}/awards/{award_round}/preview", {
      params: ofRound(contest, round), body: { changes },
    }),
  );

export const confirmAwards = (contest: string, round: string, body: AwardConfirmation) =>
  unwrap(
    client.POST("/host/{contest_id}/awards/{award_round}/confirmation", {
      params: ofRound(contest, round), body,
    }),
  );

export const discardAwards = (contest: string, round: string, version: number, reason: string) =>
  unwrap(
    client.POST("/host/{contest_id}/awards/{award_round}/discard", {
      params: ofRound(contest, round), body: { expected_version: version, reason },
    }),
  );

export const revokeAward = (contest: string, round: string, body: AwardRevocation) =>
  unwrap(
    client.POST("/host/{contest_id}/awards/{award_round}/revocations", {
      params: ofRound(contest, round), body,
    }),
  );

export const getResults = (contest: string, round: string) =>
  unwrap(client.GET("/host/{contest_id}/awards/{award_round}/results", { params: ofRound(contest, round) }));

/** The score matrix with the rules in it, as a file. */
export const resultsAddress = (contest: string, round: string): string =>
  `/host/${contest}/awards/${round}/results.xlsx`;

export const listObjections = (contest: string, round: string) =>
  unwrap(
    client.GET("/host/{contest_id}/awards/{award_round}/objections", { params: ofRound(contest, round) }),
  );

const ofObjection = (contest: string, round: string, objection: string) => ({
  path: { contest_id: contest, award_round: round, objection },
});

export const getObjection = (contest: string, round: string, objection: string) =>
  unwrap(
    client.GET("/host/{contest_id}/awards/{award_round}/objections/{objection}", {
      params: ofObjection(contest, round, objection),
    }),
  );

export const answerObjection = (
  contest: string, round: string, objection: string, body: ObjectionVerdict,
) =>
  unwrap(
    client.POST("/host/{contest_id}/awards/{award_round}/objections/{objection}/answer", {
      params: ofObjection(contest, round, objection), body,
    }),
  );
