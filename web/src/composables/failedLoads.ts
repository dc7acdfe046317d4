/** A part of the pages that could not be loaded is asked for no more by the browser until the page is
 * loaded anew: without it a link or a button would do nothing. */

import { storedHere, storeHere } from "./storedHere";

const STORAGE_KEY = "laurel.reloaded";
/** Milliseconds for which a page is not loaded anew again: what fails then fails every time. */
const ONCE_IN = 5 * 60_000;
/** Milliseconds before the server is asked again whether it answers. */
export const ASK_AGAIN = 3_000;

let handled = 0;
let waiting = false;

/** Of a load whose failure the page tells itself, and that must not end the page. */
export async function tellingItself<T>(load: () => Promise<T>): Promise<T> {
  handled++;
  try {
    return await load();
  } finally {
    handled--;
  }
}

/** Whether a part of the page has begun what would be lost, as it would say to the browser. */
export const wouldLose = (): boolean => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

/** Loads the page anew when a part of it could not be loaded: once the server answers, once in a while,
 * and not where something would be lost, or when the reader is elsewhere by then. What is typed is kept
 * in the window. `wanted`: the page that the reader was on the way to, if they were. */
export function reloadOnFailure(wanted: () => string): void {
  addEventListener("vite:preloadError", () => {
    if (handled || waiting || Date.now() - (storedHere<number>(STORAGE_KEY) ?? 0) < ONCE_IN) return;
    waiting = true;
    const [to, here] = [wanted(), location.href];
    void whenAnswered().then(() => {
      waiting = false;
      if (location.href !== here || wouldLose()) return;
      storeHere(STORAGE_KEY, Date.now());
      // Without a store the page could not know that it was loaded anew.
      if (storedHere(STORAGE_KEY) === null) return;
      if (to) location.assign(to);
      else location.reload();
    });
  });
}

async function whenAnswered(): Promise<void> {
  const answered = await fetch(location.pathname, { cache: "no-store" }).then(({ ok }) => ok, () => false);
  if (answered) return;
  await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
  await whenAnswered();
}
