/** Asks the HTTP API, of the same origin, as its OpenAPI document has it. What it refuses is thrown,
 * in the reader's language. */

import createClient from "openapi-fetch";
import type { Accepted, Filled, NewEntry, paths, Problem, Stand } from "../document";
import { Refused, Unanswered } from "./errors";
import { me } from "./session";
import { language } from "../i18n";

export { Refused, Unanswered };

export const client = createClient<paths>();
client.use({
  onRequest: ({ request }) => request.headers.set("Accept-Language", language()),
  onError: ({ error, request }) => {
    if (!request.signal.aborted) return new Unanswered(String(error));
  },
});

export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>) {
  const { data, error, response } = await asked;
  if (response.ok) return data as T;
  const problem = error as Partial<Problem> | undefined;
  if (response.status === 500 || !problem?.code) throw new Unanswered(`${response.status}`);
  if (response.status === 401) me.value = null;
  const sentences = problem.reasons?.map(({ sentence }) => sentence) ?? [problem.title ?? ""];
  throw new Refused(problem.code, response.status, sentences);
}

/** Whoever is signed in; looked up once, and after signing in. */
export async function whoAmI(): Promise<void> {
  try {
    me.value = await answer(client.GET("/account"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    me.value = null;
  }
}

export const askForCode = (email: string) =>
  answer(client.POST("/sign-in/codes", { body: { email } }));

export async function signIn(key: { request: string; code: string } | { link: string }) {
  await answer(client.POST("/sign-in/sessions", { body: key }));
  await whoAmI();
}

export async function signOut(): Promise<void> {
  await answer(client.POST("/account/sign-out"));
  me.value = null;
}

export const contest = (contest: string) =>
  answer(client.GET("/public/{contest}", { params: { path: { contest } } }));

export const entries = (contest: string) =>
  answer(client.GET("/entrant/{contest}/entries", { params: { path: { contest } } }));

export const entry = (contest: string, entry: string) =>
  answer(client.GET("/entrant/{contest}/entries/{entry}", { params: { path: { contest, entry } } }));

export const enter = (contest: string, body: NewEntry) =>
  answer(client.POST("/entrant/{contest}/entries", { params: { path: { contest } }, body }));

export const fillIn = (contest: string, entry: string, body: Filled) =>
  answer(
    client.PUT("/entrant/{contest}/entries/{entry}/form", {
      params: { path: { contest, entry } }, body,
    }),
  );

export const accept = (contest: string, entry: string, body: Accepted) =>
  answer(
    client.PUT("/entrant/{contest}/entries/{entry}/declaration", {
      params: { path: { contest, entry } }, body,
    }),
  );

export const withdraw = (contest: string, entry: string) =>
  answer(
    client.POST("/entrant/{contest}/entries/{entry}/withdraw", {
      params: { path: { contest, entry } },
    }),
  );

export const submit = (contest: string, { id, edits }: Stand) =>
  answer(
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

  /** Begins, or goes on with the upload of the same file that is open. */
  begin(file: { size: number; file: string; checked: true }, signal?: AbortSignal) {
    const params = { path: { contest: this.contest, entry: this.entry } };
    return answer(client.POST(UPLOADS, { params, body: file, signal: signal ?? null }));
  }

  there(version: number) {
    return answer(client.GET(UPLOAD, { params: this.params(version) }));
  }

  sign(version: number, number: number, sha256: string, signal?: AbortSignal) {
    const { path } = this.params(version);
    const params = { path: { ...path, number } };
    const options = { params, body: { sha256 }, signal: signal ?? null };
    return answer(client.POST(`${UPLOAD}/parts/{number}`, options));
  }

  complete(version: number, signal?: AbortSignal) {
    const options = { params: this.params(version), signal: signal ?? null };
    return answer(client.POST(`${UPLOAD}/complete`, options));
  }

  giveUp(version: number) {
    return answer(client.DELETE(UPLOAD, { params: this.params(version) }));
  }

  private params(version: number) {
    return { path: { contest: this.contest, entry: this.entry, version } };
  }
}
