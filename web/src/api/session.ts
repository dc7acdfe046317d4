/** Who is signed in. The session is a cookie that no page can read: the API is asked. */

import { ref } from "vue";
import type { Me } from "../document";

/** undefined: not asked yet. null: nobody. */
export const me = ref<Me | null | undefined>();

/** Whether they screen works of the contest; whether they may is the server's to say. */
export const screens = (contest: string): boolean =>
  me.value?.grants.some(
    (grant) =>
      grant.contest === contest && grant.role === "screener" && grant.status === "accepted",
  ) ?? false;

/** The contest that was looked at last, to lead back to after signing in by a link. */
const KEPT_AS = "laurel.contest";

export const lastContest = (): string => localStorage.getItem(KEPT_AS) ?? "";
export const rememberContest = (id: string): void => localStorage.setItem(KEPT_AS, id);
