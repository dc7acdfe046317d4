/** A form that saves itself: after a pause in typing, one save at a time. A field that cannot be
 * saved keeps no other from being saved. What another window has saved meanwhile is never
 * overwritten without asking. */

import { Refused } from "../api/errors";

/** The form as the server has it. `edits` counts the saves of all windows. */
export interface Saved<T> {
  answers: T;
  edits: number;
}

/** What is wrong with the answers, by field. */
export type Mistakes<T> = Partial<Record<keyof T, string>>;

export interface FormStore<T> {
  /** The answers that the server would not take, as far as that is known beforehand. */
  check(typed: T): Mistakes<T>;
  /** Repeats the request while the server does not answer. Throws `Refused` with the code
   * `item.changed_meanwhile` if `expectedEdits` is not the last one. The `fields` of a `Refused` are
   * those of the form. */
  save(typed: T, expectedEdits: number, onWaiting: (waiting: boolean) => void): Promise<Saved<T>>;
  load(): Promise<Saved<T>>;
}

/** `waiting`: for the connection. `conflict`: another window has saved other answers, and a person
 * has to choose. `mistaken`: everything is saved but the fields that have mistakes. `refused`:
 * nothing can be saved, for a reason that is about no field. */
export type State = "saved" | "unsaved" | "saving" | "waiting" | "conflict" | "mistaken" | "refused";

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
  /** What is wrong with the answers that are not saved. */
  mistakes: Mistakes<T> = {};
  /** Fields that were changed both here and in another window. */
  conflicts: (keyof T)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  /** What was sent since the last success. If its answer was lost, the server may have saved it. */
  private sent: T[] = [];

  constructor(public saved: Saved<T>, private readonly store: FormStore<T>) {
    this.typed = saved.answers;
  }

  edit(change: Partial<T>): void {
    this.typed = { ...this.typed, ...change };
    const mistakes = { ...this.mistakes };
    for (const field of Object.keys(change) as (keyof T)[]) delete mistakes[field];
    this.mistakes = mistakes;
    if (this.running) return;
    if (this.state === "conflict") return void (this.clean && this.takeSaved());
    this.state = "unsaved";
    this.saveAfter(SAVE_DELAY);
  }

  /** Recovers what was typed on this device before and was never saved. What the server has by now is
   * merged with it. Fields that the form no longer has are left out. */
  recover({ typed, saved }: { typed: T; saved: Saved<T> }): void {
    const latest = this.saved;
    const known = (answers: T) => {
      const kept = this.fields.filter((field) => field in answers);
      return { ...latest.answers, ...Object.fromEntries(kept.map((field) => [field, answers[field]])) };
    };
    this.saved = { answers: known(saved.answers), edits: saved.edits };
    this.typed = known(typed);
    this.state = "unsaved";
    this.receive(latest);
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
    const settled = { state: "saved", sentences: [], mistakes: {}, conflicts: [] };
    Object.assign(this, { typed: this.saved.answers, ...settled });
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
    const typed = this.typed;
    this.mistakes = this.store.check(typed);
    try {
      while (!this.same(this.withoutMistakes(typed), this.saved.answers)) await this.send(typed);
      this.settle();
    } catch (error) {
      await this.fail(error);
    }
  }

  /** Sends what was typed, without the fields that have mistakes. If the server finds others, they
   * are noted, and the rest may be sent again. */
  private async send(typed: T): Promise<void> {
    Object.assign(this, { state: "saving", sentences: [], conflicts: [] });
    const onWaiting = (waiting: boolean) => (this.state = waiting ? "waiting" : "saving");
    const answers = this.withoutMistakes(typed);
    this.sent.push(answers);
    try {
      const { edits } = await this.store.save(answers, this.saved.edits, onWaiting);
      // The server trims spaces. The page keeps what was typed, so that no cursor jumps.
      this.saved = { answers, edits };
      this.sent = [];
    } catch (error) {
      const found = error instanceof Refused ? this.changedOf(error.fields, answers) : {};
      if (!Object.keys(found).length) throw error;
      this.mistakes = { ...this.mistakes, ...found };
    }
  }

  /** Of the mistakes that the server found, those in fields that were to be changed. */
  private changedOf(fields: Record<string, string>, answers: T): Mistakes<T> {
    const changed = this.fields.filter(
      (field) => normalized(answers[field]) !== normalized(this.saved.answers[field]),
    );
    const found = changed.filter((field) => String(field) in fields);
    return Object.fromEntries(found.map((field) => [field, fields[String(field)]])) as Mistakes<T>;
  }

  private settle(): void {
    const unsent = this.fields.filter((field) => this.differs(field) && !this.mistakes[field]);
    const mistaken = Object.keys(this.mistakes).length > 0;
    this.state = unsent.length ? "unsaved" : mistaken ? "mistaken" : "saved";
    this.sentences = [];
    if (unsent.length) this.saveAfter(SAVE_DELAY);
  }

  private withoutMistakes(typed: T): T {
    const answers = { ...typed };
    for (const field of this.fields) {
      if (this.mistakes[field]) answers[field] = this.saved.answers[field];
    }
    return answers;
  }

  private same(one: T, other: T): boolean {
    return this.fields.every((field) => normalized(one[field]) === normalized(other[field]));
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

  /** Takes over the answers that were not changed here, and saves those that were. If the same field
   * was changed in both places, a person has to choose. */
  private merge(saved: Saved<T>): void {
    const typed = { ...saved.answers };
    const changedHere = this.fields.filter((field) => this.differs(field));
    for (const field of changedHere) typed[field] = this.typed[field];
    const changedThere = (field: keyof T) =>
      ![this.saved.answers, ...this.sent].some(
        (known) => normalized(known[field]) === normalized(saved.answers[field]),
      );
    const conflicts = changedHere.filter(
      (field) => changedThere(field) && normalized(typed[field]) !== normalized(saved.answers[field]),
    );
    Object.assign(this, { saved, typed, sentences: [], conflicts, sent: [] });
    clearTimeout(this.timer);
    this.state = this.clean ? "saved" : conflicts.length ? "conflict" : "unsaved";
    if (this.clean) this.typed = saved.answers;
    if (this.state === "unsaved") this.saveAfter(SAVE_DELAY);
  }
}

/** Spaces around a text make no difference: the server does not keep them. */
const normalized = (answer: unknown): string =>
  JSON.stringify(answer, (_, part: unknown) => (typeof part === "string" ? part.trim() : part));
