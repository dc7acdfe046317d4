/** What is typed into a form, and how much of it is saved: as it is typed, after a pause, one save
 * at a time; what another window saved meanwhile is never overwritten unasked. */

import { Refused } from "../../../api/errors";

/** What the server has. `edits` counts the saves of everybody. */
export interface Kept<T> {
  answers: T;
  edits: number;
}

export interface Desk<T> {
  /** As often as it takes; throws `Refused`, `item.changed_meanwhile` where `seen` is not the last. */
  save(typed: T, seen: number, waiting: (waiting: boolean) => void): Promise<Kept<T>>;
  look(): Promise<Kept<T>>;
}

/** elsewhere: another window saved other things, and a person has to choose. */
export type State = "saved" | "unsaved" | "saving" | "waiting" | "elsewhere" | "refused";

/** Milliseconds without a key before it saves, and before it tries again what went wrong. */
const PAUSE = 800;
const AGAIN = 15_000;
const CHANGED = "item.changed_meanwhile";

export class Draft<T extends object> {
  state: State = "saved";
  typed: T;
  /** Why it was refused. */
  sentences: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  constructor(public kept: Kept<T>, private readonly desk: Desk<T>) {
    this.typed = kept.answers;
  }

  type(change: Partial<T>): void {
    this.typed = { ...this.typed, ...change };
    if (this.running) return;
    if (this.state === "elsewhere") return void (this.clean && this.takeKept());
    this.state = "unsaved";
    this.later(PAUSE);
  }

  /** Whether what was typed into a field is another thing than what is kept. */
  differs(field: keyof T): boolean {
    return plain(this.typed[field]) !== plain(this.kept.answers[field]);
  }

  get clean(): boolean {
    return this.fields.every((field) => !this.differs(field));
  }

  /** Nothing that a person has to hear of. */
  get calm(): boolean {
    return ["saved", "unsaved", "saving"].includes(this.state);
  }

  /** Saves now what is not saved yet. Whether all is. */
  async settle(): Promise<boolean> {
    if (this.state === "elsewhere" || this.state === "waiting") return false;
    do await this.now();
    while (this.state === "unsaved");
    return this.clean;
  }

  /** The server told of the entry, for whatever reason. */
  arrived(kept: Kept<T>): void {
    if (this.running || kept.edits <= this.kept.edits) return;
    this.meet(kept);
  }

  /** What was typed stands against what another window saved. */
  keepMine(): Promise<boolean> {
    this.state = "unsaved";
    return this.settle();
  }

  takeKept(): void {
    clearTimeout(this.timer);
    Object.assign(this, { typed: this.kept.answers, state: "saved", sentences: [] });
  }

  private get fields(): (keyof T)[] {
    return Object.keys(this.typed) as (keyof T)[];
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), wait);
  }

  private now(): Promise<void> {
    clearTimeout(this.timer);
    return (this.running ??= this.save().finally(() => (this.running = null)));
  }

  private async save(): Promise<void> {
    if (this.clean) return void Object.assign(this, { state: "saved", sentences: [] });
    const typed = this.typed;
    Object.assign(this, { state: "saving", sentences: [] });
    const waiting = (waits: boolean) => (this.state = waits ? "waiting" : "saving");
    try {
      const { edits } = await this.desk.save(typed, this.kept.edits, waiting);
      // As it was typed: the server trims, and nobody's cursor may jump for that.
      this.kept = { answers: typed, edits };
      this.state = this.clean ? "saved" : "unsaved";
      if (!this.clean) this.later(PAUSE);
    } catch (error) {
      await this.failed(error);
    }
  }

  private async failed(error: unknown): Promise<void> {
    try {
      if (error instanceof Refused && error.code === CHANGED) return this.meet(await this.desk.look());
    } catch (another) {
      error = another;
    }
    if (error instanceof Refused) {
      Object.assign(this, { state: "refused", sentences: error.sentences });
    } else {
      this.state = "waiting";
      this.later(AGAIN);
    }
  }

  /** What was not changed here is taken over; what was, waits for a word. */
  private meet(kept: Kept<T>): void {
    const mine = this.fields.filter((field) => this.differs(field));
    const typed = { ...kept.answers };
    for (const field of mine) typed[field] = this.typed[field];
    Object.assign(this, { kept, typed, sentences: [] });
    clearTimeout(this.timer);
    this.state = this.clean ? "saved" : "elsewhere";
    if (this.clean) this.typed = kept.answers;
  }
}

/** Space around a text is no difference: it is not kept. */
const plain = (answer: unknown): string =>
  JSON.stringify(answer, (_, part: unknown) => (typeof part === "string" ? part.trim() : part));
