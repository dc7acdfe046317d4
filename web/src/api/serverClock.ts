/** The server's clock, by which roles and views end: the reader's own need not be right. A contest has a
 * clock of its own (`useDeadline`). */

import { ref } from "vue";

/** Milliseconds by which the server's clock is ahead of the browser's. */
const offset = ref(0);

/** `answer`: one that was made just now, and kept nowhere. */
export function noteServerTime({ headers }: Response): void {
  const at = Date.parse(headers.get("Date") ?? "");
  if (!Number.isNaN(at)) offset.value = at - Date.now();
}

export const serverNow = (): number => Date.now() + offset.value;
