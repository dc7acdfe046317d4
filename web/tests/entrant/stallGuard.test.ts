import AwsS3 from "@uppy/aws-s3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stallGuard } from "../../src/pages/entrant/upload/stallGuard";

type Part = Parameters<typeof AwsS3.uploadPartBytes>[0];

const ABORTED = new Error("aborted");
/** What the guard hands to the plugin. */
let given: Part;
let answer: (result: { ETag: string }) => void;
let waits: boolean[];

/** The plugin's own way to send: it fails when its signal is aborted. */
function send(part: Part): Promise<{ ETag: string }> {
  given = part;
  return new Promise((resolve, reject) => {
    answer = resolve;
    if (part.signal?.aborted) reject(ABORTED);
    part.signal?.addEventListener("abort", () => reject(ABORTED));
  });
}

const guarded = (signal?: AbortSignal) => {
  const part = { signature: { url: "/part" }, body: new Blob(["x"]), onProgress: () => undefined, signal };
  return stallGuard((waiting) => waits.push(waiting))(part as unknown as Part).catch((error: unknown) => error);
};
const moved = () => given.onProgress?.({} as ProgressEvent);

describe("sending a part", () => {
  const { any } = AbortSignal;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(AwsS3, "uploadPartBytes").mockImplementation(send as typeof AwsS3.uploadPartBytes);
    waits = [];
    // Chromium before 116 and Safari before 17.4 have none.
    Reflect.deleteProperty(AbortSignal, "any");
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    Object.assign(AbortSignal, { any });
  });

  it("gives the plugin's answer, in browsers without AbortSignal.any, too", async () => {
    const sent = guarded(new AbortController().signal);
    answer({ ETag: "1" });
    expect([await sent, waits, vi.getTimerCount()]).toEqual([{ ETag: "1" }, [false], 0]);
  });

  it("looks like a network error after half a minute without progress", async () => {
    const sent = guarded(new AbortController().signal);
    await vi.advanceTimersByTimeAsync(29_000);
    moved();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(given.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await sent).toMatchObject({ message: "stalled", source: { status: 0 } });
    expect(waits).toEqual([true]);
  });

  it("ends with the upload, and is not waiting then", async () => {
    const upload = new AbortController();
    const sent = guarded(upload.signal);
    upload.abort("paused");
    expect([await sent, given.signal?.reason, waits]).toEqual([ABORTED, "paused", []]);
  });

  it("does not begin once the upload has ended", async () => {
    expect([await guarded(AbortSignal.abort("paused")), waits]).toEqual([ABORTED, []]);
  });

  it("passes other failures on, and leaves nothing at the upload's signal", async () => {
    const upload = new AbortController();
    const removed = vi.spyOn(upload.signal, "removeEventListener");
    const failure = new Error("Non 2xx");
    vi.mocked(AwsS3.uploadPartBytes).mockRejectedValue(failure);
    expect([await guarded(upload.signal), waits]).toEqual([failure, [true]]);
    expect(removed).toHaveBeenCalledWith("abort", expect.any(Function));
  });
});
