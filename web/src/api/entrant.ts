/** What an entrant can do with their entries. */

import type { Accepted, Filled, NewEntry, Stand } from "../document";
import { client, unwrap } from "./client";

export const listEntries = (contest: string) =>
  unwrap(client.GET("/entrant/{contest}/entries", { params: { path: { contest } } }));

export const getEntry = (contest: string, entry: string) =>
  unwrap(client.GET("/entrant/{contest}/entries/{entry}", { params: { path: { contest, entry } } }));

export const createEntry = (contest: string, body: NewEntry) =>
  unwrap(client.POST("/entrant/{contest}/entries", { params: { path: { contest } }, body }));

export const saveForm = (contest: string, entry: string, body: Filled) =>
  unwrap(
    client.PUT("/entrant/{contest}/entries/{entry}/form", {
      params: { path: { contest, entry } }, body,
    }),
  );

export const acceptDeclaration = (contest: string, entry: string, body: Accepted) =>
  unwrap(
    client.PUT("/entrant/{contest}/entries/{entry}/declaration", {
      params: { path: { contest, entry } }, body,
    }),
  );

export const withdrawEntry = (contest: string, entry: string) =>
  unwrap(
    client.POST("/entrant/{contest}/entries/{entry}/withdraw", {
      params: { path: { contest, entry } },
    }),
  );

export const submitEntry = (contest: string, { id, edits }: Stand) =>
  unwrap(
    client.POST("/entrant/{contest}/entries/{entry}/submit", {
      params: { path: { contest, entry: id } },
      body: { seen: edits },
    }),
  );

const UPLOADS = "/entrant/{contest}/entries/{entry}/uploads";
const UPLOAD = `${UPLOADS}/{version}` as const;

/** The uploads of one entry. */
export class Uploads {
  constructor(
    private readonly contest: string,
    private readonly entry: string,
  ) {}

  /** Starts an upload, or returns the open upload of the same file. */
  begin(file: { size: number; file: string; checked: true }, signal?: AbortSignal) {
    const params = { path: { contest: this.contest, entry: this.entry } };
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
    return { path: { contest: this.contest, entry: this.entry, version } };
  }
}
