/** What the host's pages show beside every list, and decisions about single works. */

import type { LetInRequest, MoveRequest, ViewRequest } from "../../document";
import { client, unwrap } from "../client";

const of = (contest: string) => ({ path: { contest_id: contest } });
const ofEntry = (contest: string, entry: string) => ({ path: { contest_id: contest, entry_id: entry } });

export const getOverview = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/overview", { params: of(contest) }));

export const getRules = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/rules", { params: of(contest) }));

export const listLate = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/entries/late", { params: of(contest) }));

export const listOverdue = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/entries/overdue", { params: of(contest) }));

export const listFilmTroubles = (contest: string) =>
  unwrap(client.GET("/host/{contest_id}/films", { params: of(contest) }));

/** Tries once more what could not be made. */
export const makeFilms = (contest: string, entry: string) =>
  unwrap(client.POST("/host/{contest_id}/entries/{entry_id}/films", { params: ofEntry(contest, entry) }));

export const letIn = (contest: string, entry: string, body: LetInRequest) =>
  unwrap(client.POST("/host/{contest_id}/entries/{entry_id}/let-in", { params: ofEntry(contest, entry), body }));

export const reopenEntry = (contest: string, entry: string, reason: string) =>
  unwrap(
    client.POST("/host/{contest_id}/entries/{entry_id}/reopening", {
      params: ofEntry(contest, entry), body: { reason },
    }),
  );

export const moveEntry = (contest: string, entry: string, body: MoveRequest) =>
  unwrap(client.POST("/host/{contest_id}/entries/{entry_id}/theme", { params: ofEntry(contest, entry), body }));

export const disqualifyEntry = (contest: string, entry: string, reason: string) =>
  unwrap(
    client.POST("/host/{contest_id}/entries/{entry_id}/disqualification", {
      params: ofEntry(contest, entry), body: { reason },
    }),
  );

export const listReviews = (contest: string, entry: string) =>
  unwrap(client.GET("/host/{contest_id}/entries/{entry_id}/reviews", { params: ofEntry(contest, entry) }));

export const beginView = (contest: string, body: ViewRequest) =>
  unwrap(client.POST("/host/{contest_id}/views", { params: of(contest), body }));
