/** Leaving on purpose: whoever uses this window next finds nothing that was typed in it. If a session
 * ends by itself, all of it stays. */

import * as account from "../api/account";
import { Refused } from "../api/errors";
import { sessionEnded } from "../api/session";
import { i18n } from "../i18n";
import { wouldLose } from "./failedLoads";
import { forgetAllHere } from "./storedHere";
import { forgetDrafts, hasUnsaved, saveDrafts } from "./useKeptDraft";

function forgetAll(): void {
  forgetDrafts();
  forgetAllHere();
}

/** What would be lost with the page, as a question. */
function question(): "out_unsaved" | "out_uploading" | null {
  if (hasUnsaved()) return "out_unsaved";
  return wouldLose() ? "out_uploading" : null;
}

/** Asks first if something cannot be saved, or is being uploaded. */
export async function signOut(): Promise<void> {
  const { t } = i18n.global;
  await saveDrafts();
  const asked = question();
  if (asked && !confirm(t(`sign_in.${asked}`))) return;
  try {
    await account.signOut();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) return alert(t("error.unanswered"));
    sessionEnded.value = false; // it had ended before
  }
  forgetAll();
}

/** `address`: the account's own, typed again. */
export async function eraseAccount(address: string, onErased: () => void): Promise<void> {
  await account.eraseAccount(address, onErased);
  forgetAll();
}
