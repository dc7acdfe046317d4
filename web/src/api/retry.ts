/** Repeats a request until it is answered. */

import { Unanswered } from "./errors";

/** Milliseconds before each further attempt. The last delay repeats. */
export const RETRY_DELAYS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** Failures while the browser is online, after which `retry` gives up. */
const MAX_FAILURES = 8;

/** Repeats `request` while the API does not answer. While the browser is offline it waits without
 * limit. `onWaiting` hears whether it is waiting; a refusal is thrown at once. */
export async function retry<T>(
  request: () => Promise<T>, onWaiting: (waiting: boolean) => void, signal?: AbortSignal,
): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      const result = await request();
      onWaiting(false);
      return result;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (!(error instanceof Unanswered)) throw error;
      if (navigator.onLine && ++failures >= MAX_FAILURES) throw error;
      onWaiting(true);
      const delay = RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)] ?? 0;
      await untilNextAttempt(delay, signal);
    }
  }
}

/** Resolves after the delay if the browser is online, and in any case when it comes back online. */
function untilNextAttempt(delay: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(() => navigator.onLine && end(), delay);
    addEventListener("online", end);
    signal?.addEventListener("abort", end);
  });
}
