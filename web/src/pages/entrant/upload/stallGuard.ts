/** How the plugin sends a part to the bucket. If nothing moves for a while, the part is sent again. */

import AwsS3, { type uploadPartBytes } from "@uppy/aws-s3";

/** Milliseconds without any progress. */
const STALL_TIMEOUT = 30_000;

/** `onWaiting` hears whether the part waits for the connection. */
export function stallGuard(onWaiting: (waiting: boolean) => void): uploadPartBytes {
  return async ({ signal, onProgress, ...part }) => {
    // One controller for both: many browsers that the pages promise cannot join signals.
    const abort = new AbortController();
    const passOn = () => abort.abort(signal?.reason);
    if (signal?.aborted) passOn();
    signal?.addEventListener("abort", passOn);
    let stalled = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restartTimer = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stalled = true;
        abort.abort();
      }, STALL_TIMEOUT);
    };
    restartTimer();
    try {
      const result = await AwsS3.uploadPartBytes({
        ...part,
        signal: abort.signal,
        onProgress: (event: ProgressEvent) => {
          restartTimer();
          onProgress(event);
        },
      });
      onWaiting(false);
      return result;
    } catch (error) {
      if (signal?.aborted) throw error;
      onWaiting(true);
      // The plugin tries again after what looks like a network error.
      const networkError = Object.assign(new Error("stalled"), { source: { status: 0 } });
      throw stalled ? networkError : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", passOn);
    }
  };
}
