/** The upload of one entry's video, as a page shows it: send, pause, resume. */

import { computed, onScopeDispose, reactive, readonly } from "vue";
import type { Uploads } from "../../../api/entrant";
import { Refused, Unanswered } from "../../../api/errors";
import { TransferRate } from "./transferRate";
import { type Progress, uploadFile, type UploadListener } from "./uploadFile";

export type Phase = "idle" | "sending" | "paused" | "failed" | "elsewhere" | "done";

const PAUSED = Symbol("paused");

export function useUpload(entryId: string, uploads: Uploads, onDone: () => void) {
  const state = reactive({
    phase: "idle" as Phase,
    /** For the connection. */
    waiting: false,
    progress: null as Progress | null,
    bytesPerSecond: null as number | null,
    secondsLeft: null as number | null,
    /** Why it failed: either the sentences of the API, or a key of the pages' own messages. */
    sentences: [] as string[],
    fault: "" as "" | "unanswered" | "unreadable",
  });
  let running: { abort: AbortController; finished: Promise<void> } | null = null;

  async function send(file: File): Promise<void> {
    await pause();
    const abort = new AbortController();
    Object.assign(state, {
      phase: "sending", sentences: [], fault: "", bytesPerSecond: null, secondsLeft: null,
    });
    const upload = () => uploadFile(file, uploads, listener(file.size), abort.signal);
    const finished = exclusively(entryId, upload)
      .then(
        (uploaded) => {
          state.phase = uploaded ? "done" : "elsewhere";
          if (uploaded) onDone();
        },
        (error: unknown) => (error === PAUSED ? (state.phase = "paused") : fail(error)),
      )
      .then(() => {
        Object.assign(state, { waiting: false, bytesPerSecond: null, secondsLeft: null });
        running = null;
      });
    running = { abort, finished };
    await finished;
  }

  async function pause(): Promise<void> {
    const finished = running?.finished;
    running?.abort.abort(PAUSED);
    await finished;
  }

  function listener(size: number): UploadListener {
    const rate = new TransferRate();
    return {
      onProgress(progress) {
        state.progress = progress;
        rate.add(progress.bytes, performance.now());
        state.bytesPerSecond = rate.bytesPerSecond;
        state.secondsLeft = rate.secondsFor(size - progress.bytes);
      },
      onWaiting(waiting) {
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

  const sending = computed(() => state.phase === "sending");
  const warn = (event: BeforeUnloadEvent) => sending.value && event.preventDefault();
  addEventListener("beforeunload", warn);
  onScopeDispose(() => {
    removeEventListener("beforeunload", warn);
    void pause();
  });
  return { state: readonly(state), sending, send, pause, reset };
}

/** Runs `upload` unless another window of the browser is uploading for the same entry. Returns
 * whether it ran. */
async function exclusively(entryId: string, upload: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`upload ${entryId}`, { ifAvailable: true }, async (lock) => {
    if (lock) await upload();
    return lock !== null;
  });
}
