/** One entry's upload as a page shows it: choose, send, pause, go on, give up. */

import { computed, onScopeDispose, reactive, readonly } from "vue";
import { Refused, Unanswered, type Uploads } from "../../../api/entrant";
import { carry, type Progress } from "./uploadFile";
import { Pace } from "./transferRate";

export type Phase = "idle" | "sending" | "paused" | "failed" | "elsewhere" | "done";

const PAUSED = Symbol("paused");

export function useUpload(entry: string, uploads: Uploads, done: () => void) {
  const state = reactive({
    phase: "idle" as Phase,
    waiting: false,
    progress: null as Progress | null,
    speed: null as number | null,
    left: null as number | null,
    /** Why it failed: the API's sentences, or a key of our own words. */
    sentences: [] as string[],
    fault: "" as "" | "unanswered" | "unreadable",
  });
  let running: { abort: AbortController; ended: Promise<void> } | null = null;

  async function send(file: File): Promise<void> {
    await pause();
    const abort = new AbortController();
    Object.assign(state, { phase: "sending", sentences: [], fault: "", speed: null, left: null });
    const ended = alone(entry, () => carry(file, uploads, told(file.size), abort.signal)).then(
      (brought) => {
        state.phase = brought ? "done" : "elsewhere";
        if (brought) done();
      },
      (error: unknown) => (error === PAUSED ? (state.phase = "paused") : fail(error)),
    ).then(() => {
      Object.assign(state, { waiting: false, speed: null, left: null });
      running = null;
    });
    running = { abort, ended };
    await ended;
  }

  async function pause(): Promise<void> {
    const ended = running?.ended;
    running?.abort.abort(PAUSED);
    await ended;
  }

  function told(size: number) {
    const pace = new Pace();
    return {
      progress(progress: Progress) {
        state.progress = progress;
        pace.mark(progress.bytes, performance.now());
        state.speed = pace.speed;
        state.left = pace.left(size - progress.bytes);
      },
      waiting(waiting: boolean) {
        state.waiting = waiting;
      },
    };
  }

  function fail(error: unknown): void {
    state.phase = "failed";
    if (error instanceof Refused) state.sentences = error.sentences;
    else state.fault = error instanceof Unanswered ? "unanswered" : "unreadable";
  }

  function reset(): void {
    Object.assign(state, { phase: "idle", progress: null, sentences: [], fault: "" });
  }

  const busy = computed(() => state.phase === "sending");
  const warn = (event: BeforeUnloadEvent) => busy.value && event.preventDefault();
  addEventListener("beforeunload", warn);
  onScopeDispose(() => {
    removeEventListener("beforeunload", warn);
    void pause();
  });
  return { state: readonly(state), busy, send, pause, reset };
}

/** Not in two windows of a browser at once. False: it is done in another one. */
async function alone(entry: string, deed: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`upload ${entry}`, { ifAvailable: true }, async (lock) => {
    if (lock) await deed();
    return lock !== null;
  });
}
