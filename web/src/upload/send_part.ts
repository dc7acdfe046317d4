/** PUTs one part to its signed address. XMLHttpRequest, for `fetch` tells nothing of what has been
 * sent so far. */

import { Unanswered } from "../api";
import type { PartAddress } from "../types";

/** As long as nothing at all moves. */
const STALLED = 30_000;

export function sendPart(
  bytes: ArrayBuffer, address: PartAddress, sent: (bytes: number) => void, signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let watch = setTimeout(() => request.abort(), STALLED);
    const stop = () => request.abort();
    const moved = (bytes: number) => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), STALLED);
      sent(bytes);
    };
    request.upload.onprogress = (event) => moved(event.loaded);
    request.onloadend = () => {
      clearTimeout(watch);
      signal.removeEventListener("abort", stop);
      if (request.status === 200) resolve();
      else reject(signal.aborted ? signal.reason : new Unanswered(`PUT ${request.status}`));
    };
    signal.addEventListener("abort", stop);
    request.open("PUT", address.url);
    for (const [name, value] of Object.entries(address.headers)) {
      request.setRequestHeader(name, value);
    }
    request.send(bytes);
  });
}
