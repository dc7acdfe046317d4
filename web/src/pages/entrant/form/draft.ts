/** A form that saves itself: after a pause in typing, one save at a time. What another window has
 * saved meanwhile is never overwritten without asking. */

import { Refused } from "../../../api/errors";

/** The form as the server has it. `edits` counts the saves of all windows. */
export interface Saved<T> {
  answers: T;
  edits: number;
}

export interface FormStore<T> {
  /** Repeats the request while the server does not answer. Throws `Refused` with the code
   * `item.changed_meanwhile` if `expectedEdits` is not the last one. */
  save(typed: T, expectedEdits: number, onWaiting: (waiting: boolean) => void): Promise<Saved<T>>;
  load(): Promise<Saved<T>>;
}

/** `waiting`: for the connection. `conflict`: another window has saved other answers, and a person
 * has to choose. */
export type State = "saved" | "unsaved" | "saving" | "waiting" | "conflict" | "refused";

/** Milliseconds after the last key before it saves. */
const SAVE_DELAY = 800;
/** Milliseconds before a failed save is repeated. */
const RETRY_DELAY = 15_000;
const CHANGED_MEANWHILE = "item.changed_meanwhile";

export class Draft<T extends object> {
  state: State = "saved";
  typed: T;
  /** Why the save was refused. */
  sentences: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  constructor(public saved: Saved<T>, private readonly store: FormStore<T>) {
    this.typed = saved.answers;
  }

  edit(change: Partial<T>): void {
    this.typed = { ...this.typed, ...change };
    if (this.running) return;
    if (this.state === "conflict") return void (this.clean && this.takeSaved());
    this.state = "unsaved";
    this.saveAfter(SAVE_DELAY);
  }

  /** Whether the answer on the page is not the one that is saved. */
  differs(field: keyof T): boolean {
    return normalized(this.typed[field]) !== normalized(this.saved.answers[field]);
  }

  get clean(): boolean {
    return this.fields.every((field) => !this.differs(field));
  }

  /** Whether the state is one that a person should hear of. */
  get needsAttention(): boolean {
    return !["saved", "unsaved", "saving"].includes(this.state);
  }

  /** Saves now. Returns whether everything is saved. */
  async flush(): Promise<boolean> {
    if (this.state === "conflict" || this.state === "waiting") return false;
    do await this.saveNow();
    while (this.state === "unsaved");
    return this.clean;
  }

  /** To be called when the server has sent the entry, for whatever reason. */
  receive(saved: Saved<T>): void {
    if (this.running || saved.edits <= this.saved.edits) return;
    this.merge(saved);
  }

  /** Settles a conflict: the answers on this page are saved. */
  keepMine(): Promise<boolean> {
    this.state = "unsaved";
    return this.flush();
  }

  /** Settles a conflict: the saved answers replace those on this page. */
  takeSaved(): void {
    clearTimeout(this.timer);
    Object.assign(this, { typed: this.saved.answers, state: "saved", sentences: [] });
  }

  private get fields(): (keyof T)[] {
    return Object.keys(this.typed) as (keyof T)[];
  }

  private saveAfter(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.saveNow(), delay);
  }

  private saveNow(): Promise<void> {
    clearTimeout(this.timer);
    return (this.running ??= this.save().finally(() => (this.running = null)));
  }

  private async save(): Promise<void> {
    if (this.clean) return void Object.assign(this, { state: "saved", sentences: [] });
    const typed = this.typed;
    Object.assign(this, { state: "saving", sentences: [] });
    const onWaiting = (waiting: boolean) => (this.state = waiting ? "waiting" : "saving");
    try {
      const { edits } = await this.store.save(typed, this.saved.edits, onWaiting);
      // The server trims spaces. The page keeps what was typed, so that no cursor jumps.
      this.saved = { answers: typed, edits };
      this.state = this.clean ? "saved" : "unsaved";
      if (!this.clean) this.saveAfter(SAVE_DELAY);
    } catch (error) {
      await this.fail(error);
    }
  }

  private async fail(error: unknown): Promise<void> {
    try {
      if (error instanceof Refused && error.code === CHANGED_MEANWHILE) {
        return this.merge(await this.store.load());
      }
    } catch (loadError) {
      error = loadError;
    }
    if (error instanceof Refused) {
      Object.assign(this, { state: "refused", sentences: error.sentences });
    } else {
      this.state = "waiting";
      this.saveAfter(RETRY_DELAY);
    }
  }

  /** Takes over the answers that were not changed here. If any were, a person has to choose. */
  private merge(saved: Saved<T>): void {
    const changedHere = this.fields.filter((field) => this.differs(field));
    const typed = { ...saved.answers };
    for (const field of changedHere) typed[field] = this.typed[field];
    Object.assign(this, { saved, typed, sentences: [] });
    clearTimeout(this.timer);
    this.state = this.clean ? "saved" : "conflict";
    if (this.clean) this.typed = saved.answers;
  }
}

/** Spaces around a text make no difference: the server does not keep them. */
const normalized = (answer: unknown): string =>
  JSON.stringify(answer, (_, part: unknown) => (typeof part === "string" ? part.trim() : part));
