/** Brings a file to an entry, in parts. It keeps nothing: what is there the API tells, so that it
 * goes on after a pause, a lost connection, a reload or a crash in the same way. */

import { Unanswered, type Uploads } from "../api";
import type { OpenUpload } from "../types";
import { sha256Base64, wordFor } from "./file_word";
import { sendPart } from "./send_part";

/** Parts side by side: more would only take memory, for each is read whole to be hashed. */
const AT_ONCE = 3;
/** Milliseconds before the next try after a fault; the last of them again and again. */
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** A fault of the same part so many times, while the connection stands, is told. */
const MOST_FAULTS = 8;

export interface Progress {
  /** Of the upload, among the entry's. */
  version: number;
  /** Bytes that the bucket has, and those of parts under way. */
  bytes: number;
  /** Of which had been sent before this began. */
  before: number;
  parts: number;
  count: number;
}

export interface Told {
  progress(progress: Progress): void;
  /** Whether it waits for the connection. */
  waiting(waiting: boolean): void;
}

/** Ends when the upload is complete. Throws `Refused`, `Unanswered`, or what `signal` was aborted
 * with; called again with the same file, it goes on. */
export async function bring(
  file: File, uploads: Uploads, told: Told, signal: AbortSignal,
): Promise<void> {
  const word = await wordFor(file);
  const begin = () => uploads.begin({ size: file.size, file: word, checked: true }, signal);
  const open = await patiently(begin, told, signal);
  await new Parts(file, open, uploads, told, signal).send();
  await patiently(() => uploads.complete(open.version, signal), told, signal);
}

class Parts {
  private readonly missing: number[];
  private readonly underWay = new Map<number, number>();
  private readonly before: number;
  private bytes: number;
  private done: number;

  constructor(
    private readonly file: File,
    private readonly open: OpenUpload,
    private readonly uploads: Uploads,
    private readonly told: Told,
    private readonly signal: AbortSignal,
  ) {
    const there = new Set(open.parts.map((part) => part.number));
    const all = Array.from({ length: open.count }, (_, index) => index + 1);
    this.missing = all.filter((number) => !there.has(number));
    this.bytes = this.before = open.parts.reduce((sum, part) => sum + part.size, 0);
    this.done = open.parts.length;
  }

  async send(): Promise<void> {
    this.tell();
    const others = new AbortController(); // the first that fails stops the rest
    const signal = AbortSignal.any([this.signal, others.signal]);
    const lines = Array.from({ length: AT_ONCE }, () => this.line(signal));
    await Promise.all(lines).catch((error: unknown) => {
      others.abort(error);
      throw error;
    });
  }

  private async line(signal: AbortSignal): Promise<void> {
    for (let number = this.missing.shift(); number; number = this.missing.shift()) {
      await this.one(number, signal);
    }
  }

  private async one(number: number, signal: AbortSignal): Promise<void> {
    const start = (number - 1) * this.open.part_size;
    const bytes = await this.file.slice(start, start + this.open.part_size).arrayBuffer();
    const sha256 = await sha256Base64(bytes);
    const send = async () => {
      // Signed anew for each try: an address lives a quarter of an hour.
      const address = await this.uploads.sign(this.open.version, number, sha256, signal);
      await sendPart(bytes, address, (sent) => this.underWayIs(number, sent), signal);
    };
    await patiently(send, this.told, signal).finally(() => this.underWay.delete(number));
    this.bytes += bytes.byteLength;
    this.done += 1;
    this.tell();
  }

  private underWayIs(number: number, sent: number): void {
    this.underWay.set(number, sent);
    this.tell();
  }

  private tell(): void {
    const moving = [...this.underWay.values()].reduce((sum, sent) => sum + sent, 0);
    const bytes = Math.min(this.bytes + moving, this.file.size);
    const { version, count } = this.open;
    this.told.progress({ version, bytes, before: this.before, parts: this.done, count });
  }
}

/** Tries again after faults that may pass; without a connection it waits for as long as it takes. */
async function patiently<T>(deed: () => Promise<T>, told: Told, signal: AbortSignal): Promise<T> {
  for (let faults = 0; ; ) {
    try {
      const done = await deed();
      told.waiting(false);
      return done;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Unanswered)) throw error;
      if (navigator.onLine && ++faults >= MOST_FAULTS) throw error;
      told.waiting(true);
      await nextTry(WAITS[Math.min(faults, WAITS.length - 1)] ?? 0, signal);
    }
  }
}

/** After a while, and not without a connection; at once when it comes back. */
function nextTry(wait: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(() => navigator.onLine && end(), wait);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

