/** Signing in and out. */

import { keepHere, keptHere } from "../composables/keptHere";
import type { AccountView } from "../document";
import { addressOf } from "../typed";
import { client, unwrap } from "./client";
import { Refused } from "./errors";
import { noteServerTime } from "./serverClock";
import { me } from "./session";

/** Null: nobody. */
async function whoIsSignedIn(): Promise<AccountView | null> {
  try {
    const asked = client.GET("/account");
    noteServerTime((await asked).response);
    return await unwrap(asked);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return null;
  }
}

/** Looks up who is signed in. An answer that comes after somebody has signed in or out is too old. */
export async function loadAccount(): Promise<void> {
  const before = me.value?.id;
  const found = await whoIsSignedIn();
  if (me.value?.id === before) me.value = found;
}

/** A note by which the API knows this browser again. It opens nothing; requests of a browser that
 * signed in to an address before have a limit of their own. */
const BROWSER_KEY = "laurel.browser";
const browser = (): string => keptHere(BROWSER_KEY) ?? "";

export const requestCode = (email: string, contest: string) =>
  unwrap(client.POST("/sign-in/codes", {
    body: { email: addressOf(email), contest: contest || null, browser: browser() },
  }));

/** Whose account a mailed link opens, and for which contest. It is not used up. */
export const showLink = (link: string) => unwrap(client.POST("/sign-in/links", { body: { link } }));

export async function signIn(key: { request: string; code: string } | { link: string }) {
  const body = { ...key, browser: browser() };
  const issued = await unwrap(client.POST("/sign-in/sessions", { body }));
  keepHere(BROWSER_KEY, issued.browser);
  me.value = await whoIsSignedIn();
}

export async function signOut(): Promise<void> {
  await unwrap(client.POST("/account/sign-out"));
  me.value = null;
}

export const listSessions = () => unwrap(client.GET("/account/sessions"));

export const endSession = (session: string) =>
  unwrap(client.DELETE("/account/sessions/{session}", { params: { path: { session } } }));

/** All that is held on the reader. */
export const exportData = () => unwrap(client.GET("/account/export"));

/** `address`: the account's own, typed again. Every session ends, after `onErased`. */
export async function eraseAccount(address: string, onErased: () => void): Promise<void> {
  await unwrap(client.POST("/account/erasure", { body: { address: addressOf(address) } }));
  onErased();
  me.value = null;
}
