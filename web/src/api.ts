/** Asks the HTTP API, of the same origin. What it refuses is thrown, in the reader's language. */

import { language } from "./words";
import { me } from "./session";
import type { Call, Me, OpenUpload, PartAddress, ProblemDocument, Stand } from "./types";

/** The API said no: `sentences` say why, every reason. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentences: string[],
  ) {
    super(sentences.join(" "));
  }
}

/** No answer, or none of ours: the connection, or a fault that may pass. */
export class Unanswered extends Error {}

async function ask<T>(
  method: string, path: string, body?: unknown, signal?: AbortSignal,
): Promise<T> {
  const answer = await fetch(path, {
    method,
    headers: {
      "Accept-Language": language(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new Unanswered(String(error));
  });
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => null)) as Partial<ProblemDocument> | null;
  if (answer.status >= 500 || !problem?.code) throw new Unanswered(`${answer.status}`);
  if (answer.status === 401) me.value = null;
  const sentences = problem.reasons?.map((reason) => reason.sentence) ?? [problem.title ?? ""];
  throw new Refused(problem.code, answer.status, sentences);
}

const at = (...parts: (string | number)[]) => `/${parts.map(encodeURIComponent).join("/")}`;

/** Whoever is signed in; looked up once, and after signing in. */
export async function whoAmI(): Promise<void> {
  try {
    me.value = await ask<Me>("GET", "/account");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    me.value = null;
  }
}

export const askForCode = (email: string) =>
  ask<{ request: string; minutes: number }>("POST", "/sign-in/codes", { email });

export async function signIn(key: { request: string; code: string } | { link: string }) {
  await ask("POST", "/sign-in/sessions", key);
  await whoAmI();
}

export async function signOut(): Promise<void> {
  await ask("POST", "/account/sign-out");
  me.value = null;
}

export const contest = (id: string) => ask<Call>("GET", at("public", id));

export const entries = (contest: string) => ask<Stand[]>("GET", at("entrant", contest, "entries"));

export const entry = (contest: string, id: string) =>
  ask<Stand>("GET", at("entrant", contest, "entries", id));

export const submit = (contest: string, { id, edits }: Stand) =>
  ask<Stand>("POST", at("entrant", contest, "entries", id, "submit"), { seen: edits });

/** The uploads of one entry. */
export class Uploads {
  private readonly path: string;

  constructor(contest: string, entry: string) {
    this.path = at("entrant", contest, "entries", entry, "uploads");
  }

  /** Begins, or goes on with the upload of the same file that is open. */
  begin(file: { size: number; file: string; checked: true }, signal?: AbortSignal) {
    return ask<OpenUpload>("POST", this.path, file, signal);
  }

  there(version: number) {
    return ask<OpenUpload>("GET", `${this.path}/${version}`);
  }

  sign(version: number, part: number, sha256: string, signal?: AbortSignal) {
    const path = `${this.path}/${version}/parts/${part}`;
    return ask<PartAddress>("POST", path, { sha256 }, signal);
  }

  complete(version: number, signal?: AbortSignal) {
    return ask<Stand>("POST", `${this.path}/${version}/complete`, undefined, signal);
  }

  giveUp(version: number) {
    return ask<Stand>("DELETE", `${this.path}/${version}`);
  }
}
