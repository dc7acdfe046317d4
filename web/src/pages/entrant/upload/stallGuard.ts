/** How the plugin PUTs a part, watched: one that stands still is sent anew, and whoever waits for
 * the connection is told so. */

import AwsS3, { type uploadPartBytes } from "@uppy/aws-s3";

/** Milliseconds in which nothing at all has moved. */
const STALLED = 30_000;

export function watched(waiting: (waiting: boolean) => void): uploadPartBytes {
  return async ({ signal, onProgress, ...part }) => {
    const stalled = new AbortController();
    let watch = 0;
    const moved = () => {
      clearTimeout(watch);
      watch = setTimeout(() => stalled.abort(), STALLED);
    };
    moved();
    try {
      const sent = await AwsS3.uploadPartBytes({
        ...part,
        signal: AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])]),
        onProgress: (event: ProgressEvent) => {
          moved();
          onProgress(event);
        },
      });
      waiting(false);
      return sent;
    } catch (error) {
      if (signal?.aborted) throw error;
      waiting(true);
      // In the form of a fault of the network, which the plugin tries again.
      const fault = Object.assign(new Error("stalled"), { source: { status: 0 } });
      throw stalled.signal.aborted ? fault : error;
    } finally {
      clearTimeout(watch);
    }
  };
}
