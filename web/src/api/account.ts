/** Signing in and out. */

import { client, unwrap } from "./client";
import { Refused } from "./errors";
import { me } from "./session";

/** Looks up who is signed in: once when the page opens, and after signing in. */
export async function loadAccount(): Promise<void> {
  try {
    me.value = await unwrap(client.GET("/account"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    me.value = null;
  }
}

export const requestCode = (email: string) =>
  unwrap(client.POST("/sign-in/codes", { body: { email } }));

export async function signIn(key: { request: string; code: string } | { link: string }) {
  await unwrap(client.POST("/sign-in/sessions", { body: key }));
  await loadAccount();
}

export async function signOut(): Promise<void> {
  await unwrap(client.POST("/account/sign-out"));
  me.value = null;
}
