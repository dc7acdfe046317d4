/** How fast it goes, from the last seconds alone: a mean from the beginning would lie after a
 * pause or a change of network. */

const WINDOW = 8_000;
/** Milliseconds. Shorter than this, nothing is said. */
const LEAST = 1_000;

export class Pace {
  private marks: { at: number; bytes: number }[] = [];

  /** `bytes` that have been sent in all, at a moment in milliseconds. */
  mark(bytes: number, at: number): void {
    const last = this.marks.at(-1);
    if (last && bytes < last.bytes) this.marks = []; // a part is sent anew
    this.marks.push({ at, bytes });
    this.marks = this.marks.filter((mark) => mark.at >= at - WINDOW);
  }

  /** Bytes a second; null while nothing can be said. */
  get speed(): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at - first.at < LEAST) return null;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }

  /** Seconds until `bytes` more are sent. */
  left(bytes: number): number | null {
    return this.speed ? Math.ceil(bytes / this.speed) : null;
  }
}
