/** What an entrant can do with their entries. */

import type { ContactUpdate, DeclarationAcceptance, FormUpdate, NewEntryRequest, EntryView, OpenUpload, PlayFailure, ThemeAnswer } from "../document";
import { client, unwrap } from "./client";

export const listEntries = (contest: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries", { params: { path: { contest_id: contest } } }));

export const getEntry = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries/{entry_id}", { params: { path: { contest_id: contest, entry_id: entry } } }));

export const getFilms = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries/{entry_id}/films", { params: { path: { contest_id: contest, entry_id: entry } } }));

/** Nobody waits for it: the person reads on the page what happened. */
export const tellUnplayable = (contest: string, entry: string, body: PlayFailure) =>
  unwrap(
    client.POST("/entrant/{contest_id}/entries/{entry_id}/unplayable", { params: { path: { contest_id: contest, entry_id: entry } }, body }),
  ).catch(() => null);

/** Every step of the work so far, oldest first. */
export const getHistory = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries/{entry_id}/history", { params: { path: { contest_id: contest, entry_id: entry } } }));

export const getCertificates = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries/{entry_id}/certificates", { params: { path: { contest_id: contest, entry_id: entry } } }));

/** What judges wrote, once the rules show it. */
export const getComments = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest_id}/entries/{entry_id}/comments", { params: { path: { contest_id: contest, entry_id: entry } } }));

export const createEntry = (contest: string, body: NewEntryRequest) =>
  unwrap(client.POST("/entrant/{contest_id}/entries", { params: { path: { contest_id: contest } }, body }));

export const saveForm = (contest: string, entry: string, body: FormUpdate) =>
  unwrap(
    client.PUT("/entrant/{contest_id}/entries/{entry_id}/form", {
      params: { path: { contest_id: contest, entry_id: entry } }, body,
    }),
  );

/** Corrects the contact, also once the form is closed. */
export const correctContact = (contest: string, entry: string, body: ContactUpdate) =>
  unwrap(
    client.PUT("/entrant/{contest_id}/entries/{entry_id}/contact", {
      params: { path: { contest_id: contest, entry_id: entry } }, body,
    }),
  );

export const acceptDeclaration = (contest: string, entry: string, body: DeclarationAcceptance) =>
  unwrap(
    client.PUT("/entrant/{contest_id}/entries/{entry_id}/declaration", {
      params: { path: { contest_id: contest, entry_id: entry } }, body,
    }),
  );

/** Accepts or declines another theme that a screener proposes. */
export const answerTheme = (contest: string, entry: string, body: ThemeAnswer) =>
  unwrap(client.POST("/entrant/{contest_id}/entries/{entry_id}/theme", { params: { path: { contest_id: contest, entry_id: entry } }, body }));

export const withdrawEntry = (contest: string, entry: string) =>
  unwrap(
    client.POST("/entrant/{contest_id}/entries/{entry_id}/withdraw", {
      params: { path: { contest_id: contest, entry_id: entry } },
    }),
  );

export const submitEntry = (contest: string, { id, edits }: EntryView) =>
  unwrap(
    client.POST("/entrant/{contest_id}/entries/{entry_id}/submit", {
      params: { path: { contest_id: contest, entry_id: id } },
      body: { expected_version: edits },
    }),
  );

const UPLOADS = "/entrant/{contest_id}/entries/{entry_id}/uploads";
const UPLOAD = `${UPLOADS}/{version}` as const;

/** The uploads of one entry. */
export class Uploads {
  constructor(
    private readonly contest: string,
    private readonly entry: string,
  ) {}

  /** Starts an upload, or returns the open upload of the same file. */
  begin(file: { size: number; file: string; checked: true }, signal?: AbortSignal) {
    const params = { path: { contest_id: this.contest, entry_id: this.entry } };
    return unwrap(client.POST(UPLOADS, { params, body: file, signal: signal ?? null }));
  }

  get(version: number) {
    return unwrap(client.GET(UPLOAD, { params: this.params(version) }));
  }

  signPart(version: number, number: number, sha256: string, signal?: AbortSignal) {
    const { path } = this.params(version);
    const params = { path: { ...path, number } };
    const options = { params, body: { sha256 }, signal: signal ?? null };
    return unwrap(client.POST(`${UPLOAD}/parts/{number}`, options));
  }

  complete(version: number, signal?: AbortSignal) {
    const options = { params: this.params(version), signal: signal ?? null };
    return unwrap(client.POST(`${UPLOAD}/complete`, options));
  }

  cancel(version: number) {
    return unwrap(client.DELETE(UPLOAD, { params: this.params(version) }));
  }

  private params(version: number) {
    return { path: { contest_id: this.contest, entry_id: this.entry, version } };
  }
}

/** Bytes of an upload that the bucket has. */
export const sentBytes = ({ parts }: OpenUpload): number =>
  parts.reduce((sum, part) => sum + part.size, 0);
