/** Lets the parts of an upload begin: one at a time on a slow line, several on a fast one, and none
 * any more once it is closed. So little is under way at any moment, and a pause can let it end. */

/** Parts side by side on a fast line. Each is read whole to be hashed, so more would take memory. */
export const MOST_PARALLEL = 3;
/** Milliseconds for one part. Above them the line counts as slow. */
const SLOW_PART = 10_000;

export class PartGate {
  private lanes = 1;
  private active = 0;
  private closed = false;
  private queue: (() => void)[] = [];
  private drained: (() => void) | null = null;

  /** Resolves when the next part may begin, and never once the gate is closed. */
  enter(): Promise<void> {
    return new Promise((resolve) => {
      this.queue.push(resolve);
      this.admit();
    });
  }

  /** A part has ended. `milliseconds` that it took; null if it has failed. */
  leave(milliseconds: number | null): void {
    this.active -= 1;
    if (milliseconds !== null) this.lanes = milliseconds > SLOW_PART ? 1 : MOST_PARALLEL;
    this.admit();
    if (this.closed && this.active === 0) this.drained?.();
  }

  /** No further part begins. Resolves once those that are under way have ended. */
  close(): Promise<void> {
    this.closed = true;
    return new Promise((resolve) => {
      this.drained = resolve;
      if (this.active === 0) resolve();
    });
  }

  private admit(): void {
    while (!this.closed && this.active < this.lanes && this.queue.length) {
      this.active += 1;
      this.queue.shift()?.();
    }
  }
}
