/** How fast an upload is, measured over the last seconds only: after a pause or a change of network,
 * the mean since the beginning would mislead. */

/** Milliseconds that are looked back. */
const WINDOW = 8_000;
/** Milliseconds that are needed for a measurement. */
const SHORTEST = 1_000;

export class TransferRate {
  private samples: { at: number; bytes: number }[] = [];

  /** `bytes` that have been sent in all, `at` a time in milliseconds. */
  add(bytes: number, at: number): void {
    const last = this.samples.at(-1);
    if (last && bytes < last.bytes) this.samples = []; // a part is sent again
    this.samples.push({ at, bytes });
    this.samples = this.samples.filter((sample) => sample.at >= at - WINDOW);
  }

  /** Null while there is no measurement yet. */
  get bytesPerSecond(): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || last.at - first.at < SHORTEST) return null;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }

  /** Seconds until so many more bytes are sent. */
  secondsFor(bytes: number): number | null {
    return this.bytesPerSecond ? Math.ceil(bytes / this.bytesPerSecond) : null;
  }
}
