/** Who is signed in. Pages cannot read the session cookie, so the API is asked. */

import { ref, watch } from "vue";
import { dropHere, keepHere, keptHere } from "../composables/keptHere";
import type { AccountView, Role } from "../document";
import { serverNow } from "./serverClock";

/** undefined: not known yet. null: nobody is signed in. */
export const me = ref<AccountView | null | undefined>();

/** Whom the page was opened for: who was signed in first. */
let holder = "";
watch(me, (account) => (holder ||= account?.id ?? ""), { flush: "sync" });

/** Empty while nobody is signed in. */
export const openedFor = () => (me.value ? holder : "");

/** Whether somebody else has signed in by now. Their page is opened anew: nothing that was begun in this
 * one is theirs. */
export const isAnothersPage = () => Boolean(me.value && me.value.id !== holder);

/** Whether the reader was signed in on this page until their session ended. */
export const sessionEnded = ref(false);
watch(me, (account) => account && (sessionEnded.value = false), { flush: "sync" });

/** What a 401 says: nobody is signed in, any more. */
export function endSession(): void {
  if (me.value) sessionEnded.value = true;
  me.value = null;
}

/** The secret of a mailed sign-in link, which the router takes out of the address. */
export const signInLink = ref("");

/** Whether the reader has the role in the contest. This only decides what is shown: the API checks
 * the role on every request. */
export const hasRole = (contest: string, role: Role): boolean =>
  role === "host"
    ? (me.value?.host ?? false)
    : (me.value?.grants.some(
        (grant) =>
          grant.contest === contest && grant.role === role && grant.status === "accepted" &&
          (!grant.ends_at || Date.parse(grant.ends_at) > serverNow()),
      ) ?? false);

/** Whether an invitation waits for the reader's answer. */
export const isInvited = (): boolean =>
  me.value?.grants.some(
    ({ status, ends_at }) => status === "invited" && (!ends_at || Date.parse(ends_at) > serverNow()),
  ) ?? false;

/** The page that asked to sign in, for whoever signs in by the link of a mail, in another window. */
const RETURN_KEY = "laurel.return";

export function rememberReturn(place: string | null): void {
  if (place === null) dropHere(RETURN_KEY);
  else keepHere(RETURN_KEY, place);
}

export function takeReturn(): string | null {
  const place = keptHere(RETURN_KEY);
  rememberReturn(null);
  return place;
}

/** The contest that was opened last. A mailed sign-in link leads back to it. */
const STORAGE_KEY = "laurel.contest";

export const lastContest = (): string => keptHere(STORAGE_KEY) ?? "";
export const rememberContest = (id: string): void => keepHere(STORAGE_KEY, id);
