/** Asks again after faults that may pass; without a connection it waits for as long as it takes. */

import { Unanswered } from "./entrant";

/** Milliseconds before the next try after a fault; the last of them again and again. */
export const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** So many faults while the connection stands are told. */
const MOST_FAULTS = 8;

export async function patiently<T>(
  deed: () => Promise<T>, waiting: (waiting: boolean) => void, signal?: AbortSignal,
): Promise<T> {
  for (let faults = 0; ; ) {
    try {
      const done = await deed();
      waiting(false);
      return done;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Unanswered)) throw error;
      if (navigator.onLine && ++faults >= MOST_FAULTS) throw error;
      waiting(true);
      await nextTry(WAITS[Math.min(faults, WAITS.length - 1)] ?? 0, signal);
    }
  }
}

/** After a while, and not without a connection; at once when it comes back. */
function nextTry(wait: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(() => navigator.onLine && end(), wait);
    addEventListener("online", end);
    signal?.addEventListener("abort", end);
  });
}
