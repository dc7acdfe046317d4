/** The upload of one entry's video, as a page shows it: send, pause, resume. */

import { computed, onScopeDispose, reactive, readonly } from "vue";
import type { Uploads } from "../../../api/entrant";
import { Refused, Unanswered, UploadsRefused } from "../../../api/errors";
import { askBeforeLeaving } from "../../../composables/askBeforeLeaving";
import { tellingItself } from "../../../composables/failedLoads";
import { keepAwake } from "./keepAwake";
import { PartGate } from "./partGate";
import { TransferRate } from "./transferRate";
import type { Progress, UploadListener } from "./uploadFile";

/** `pausing`: what is under way is still sent, and nothing further. */
export type Phase = "idle" | "sending" | "pausing" | "paused" | "failed" | "elsewhere" | "done";

const PAUSED = Symbol("paused");

/** The code that sends is loaded once there is a file to send. */
export const loadUploader = () =>
  tellingItself(() => import("./uploadFile")).catch((error: unknown) => {
    throw new Unanswered(String(error));
  });

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
    fault: "" as "" | "unanswered" | "unreadable" | "refused",
    /** The code of the refusal, if it was refused. */
    code: "",
  });
  let running: { abort: AbortController; gate: PartGate; finished: Promise<void> } | null = null;
  /** Of the file that was sent last, in bytes. */
  let size = 0;

  async function send(file: File): Promise<void> {
    size = file.size;
    await stop();
    const [abort, gate] = [new AbortController(), new PartGate()];
    Object.assign(state, {
      phase: "sending", sentences: [], fault: "", code: "", bytesPerSecond: null, secondsLeft: null,
    });
    const control = { signal: abort.signal, gate };
    const upload = async () => {
      const { uploadFile } = await loadUploader();
      await uploadFile(file, uploads, listener(file.size), control);
    };
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
        showKept();
        running = null;
      });
    running = { abort, gate, finished };
    await finished;
  }

  /** Lets what is under way end, so that nothing which was sent is lost, and stops. While the
   * connection is lost, it stops at once. */
  async function pause(): Promise<void> {
    const upload = running;
    if (!upload || state.phase !== "sending") return;
    if (state.waiting) return stop();
    state.phase = "pausing";
    await Promise.race([upload.gate.close(), upload.finished]);
    const whole = state.progress && state.progress.keptBytes >= size;
    if (running === upload && !whole) await stop();
  }

  /** Stops at once. */
  async function stop(): Promise<void> {
    const finished = running?.finished;
    running?.abort.abort(PAUSED);
    await finished;
  }

  /** Once nothing is sent any more, what has not arrived whole counts no longer. */
  function showKept(): void {
    const { progress } = state;
    if (progress) state.progress = { ...progress, bytes: progress.keptBytes };
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
        if (waiting && state.phase === "pausing") void stop();
      },
    };
  }

  function fail(error: unknown): void {
    state.phase = "failed";
    if (error instanceof Refused) Object.assign(state, { sentences: error.sentences, code: error.code });
    else if (error instanceof UploadsRefused) state.fault = "refused";
    else state.fault = error instanceof Unanswered ? "unanswered" : "unreadable";
  }

  function reset(): void {
    Object.assign(state, { phase: "idle", progress: null, sentences: [], fault: "", code: "" });
  }

  const sending = computed(() => state.phase === "sending" || state.phase === "pausing");
  const warn = (event: BeforeUnloadEvent) => sending.value && askBeforeLeaving(event);
  addEventListener("beforeunload", warn);
  keepAwake(sending);
  onScopeDispose(() => {
    removeEventListener("beforeunload", warn);
    void stop();
  });
  return { state: readonly(state), sending, send, pause, stop, reset };
}

/** Runs `upload` unless another window of the browser is uploading for the same entry. Returns
 * whether it ran. */
async function exclusively(entryId: string, upload: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`upload ${entryId}`, { ifAvailable: true }, async (lock) => {
    if (lock) await upload();
    return lock !== null;
  });
}
