/** Leaving on purpose: whoever uses this window next finds nothing that was typed in it. If a session
 * ends by itself, all of it stays. */

import * as account from "../api/account";
import { setView } from "../api/view";
import { forgetAllHere } from "./storedHere";
import { forgetDrafts, saveDrafts } from "./useKeptDraft";

function forgetAll(): void {
  setView(null);
  forgetDrafts();
  forgetAllHere();
}

export async function signOut(): Promise<void> {
  await saveDrafts();
  await account.signOut();
  forgetAll();
}

/** `address`: the account's own, typed again. */
export async function eraseAccount(address: string, onErased: () => void): Promise<void> {
  await account.eraseAccount(address, onErased);
  forgetAll();
}
