/** What a screener can do. */

import type { DecisionRequest, DuplicateDecision, PlayFailure } from "../document";
import { client, unwrap } from "./client";

/** The first page of those that wait, the longest first. */
export const listWaiting = (contest: string) =>
  unwrap(
    client.GET("/screener/{contest_id}/entries", {
      params: { path: { contest_id: contest }, query: { limit: 100 } },
    }),
  ).then(({ entries }) => entries);

export const getCase = (contest: string, entry: string) =>
  unwrap(
    client.GET("/screener/{contest_id}/entries/{entry_id}", { params: { path: { contest_id: contest, entry_id: entry } } }),
  );

/** Nobody waits for it: the person reads on the page what happened. */
export const tellUnplayable = (contest: string, entry: string, body: PlayFailure) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/unplayable", { params: { path: { contest_id: contest, entry_id: entry } }, body }),
  ).catch(() => null);

export const decide = (contest: string, entry: string, decision: DecisionRequest) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/decision", {
      params: { path: { contest_id: contest, entry_id: entry } },
      body: decision,
    }),
  );

/** Decides whether `entry` and `other` are the same work. */
export const settleDuplicate = (contest: string, entry: string, other: string, body: DuplicateDecision) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/duplicates/{other}", {
      params: { path: { contest_id: contest, entry_id: entry, other } },
      body,
    }),
  );
