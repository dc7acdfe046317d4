/** What a screener can do. */

import type { ConfirmationRequest, DecisionRequest, DuplicateDecision, EntryPage, ListedEntry, operations, PassRequest, PlayFailure, ThemeRequest } from "../document";
import { client, unwrap } from "./client";

export type ListQuery = NonNullable<operations["screener_entries"]["parameters"]["query"]>;

/** A page of the works that were asked for. */
export const listEntries = (contest: string, query: ListQuery) =>
  unwrap(client.GET("/screener/{contest_id}/entries", { params: { path: { contest_id: contest }, query } }));

/** All of them, page by page, as far as they are taken. */
export async function* allEntries(contest: string, query: ListQuery): AsyncGenerator<ListedEntry, void> {
  let cursor: string | null = null;
  do {
    const page: EntryPage = await listEntries(contest, { ...query, limit: 100, ...(cursor && { cursor }) });
    yield* page.entries;
    cursor = page.cursor;
  } while (cursor);
}

/** The work with a short number, such as GY-0412. */
export const getNumbered = (contest: string, number: string) =>
  unwrap(
    client.GET("/screener/{contest_id}/numbers/{entry_number}", {
      params: { path: { contest_id: contest, entry_number: number } },
    }),
  );

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

const ofEntry = (contest: string, entry: string) => ({ path: { contest_id: contest, entry_id: entry } });

/** Says that one works on it, for half an hour. Refused while another does, unless it is taken over. */
export const claimEntry = (contest: string, entry: string, takeOver = false) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/claim", {
      params: ofEntry(contest, entry), body: { take_over: takeOver },
    }),
  );

export const releaseEntry = (contest: string, entry: string) =>
  unwrap(client.DELETE("/screener/{contest_id}/entries/{entry_id}/claim", { params: ofEntry(contest, entry) }));

/** Takes one's own decision back, in the minutes for which its mail waits. */
export const undoDecision = (contest: string, entry: string, version: number) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/undo", {
      params: ofEntry(contest, entry), body: { expected_version: version },
    }),
  );

/** Confirms or overturns what another screener has proposed. */
export const confirmDecision = (contest: string, entry: string, body: ConfirmationRequest) =>
  unwrap(
    client.POST("/screener/{contest_id}/entries/{entry_id}/confirmation", { params: ofEntry(contest, entry), body }),
  );

/** Proposes another theme to the entrant. The entry's own theme takes a proposal back. */
export const proposeTheme = (contest: string, entry: string, body: ThemeRequest) =>
  unwrap(client.POST("/screener/{contest_id}/entries/{entry_id}/theme", { params: ofEntry(contest, entry), body }));

/** Which of the works would pass now, and which not. Nothing is changed. */
export const previewPasses = (contest: string, entries: string[]) =>
  unwrap(client.POST("/screener/{contest_id}/passes/preview", { params: { path: { contest_id: contest } }, body: { entries } }));

/** Passes what a preview named. */
export const passAll = (contest: string, body: PassRequest) =>
  unwrap(client.POST("/screener/{contest_id}/passes", { params: { path: { contest_id: contest } }, body }));
