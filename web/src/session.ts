/** Who is signed in. The session is a cookie that no page can read: the API is asked. */

import { ref } from "vue";
import type { Me } from "./document";

/** undefined: not asked yet. null: nobody. */
export const me = ref<Me | null | undefined>();

/** The contest that was looked at last, to lead back to after signing in by a link. */
const KEPT_AS = "laurel.contest";

export const lastContest = (): string => localStorage.getItem(KEPT_AS) ?? "";
export const rememberContest = (id: string): void => localStorage.setItem(KEPT_AS, id);
