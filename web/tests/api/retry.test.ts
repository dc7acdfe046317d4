import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unanswered } from "../../src/api/errors";
import { retry } from "../../src/api/retry";

let attempts: number;
let waits: boolean[];
beforeEach(() => {
  vi.useFakeTimers();
  [attempts, waits] = [0, []];
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(navigator, { onLine: true });
});

/** Fails so many times before it succeeds. */
const request = (failures: number, error: Error = new Unanswered("503")) => async () => {
  attempts += 1;
  if (attempts <= failures) throw error;
  return "done";
};
const onWaiting = (waiting: boolean) => void waits.push(waiting);

describe("a request that is retried", () => {
  it("is repeated after longer and longer delays", async () => {
    const result = retry(request(2), onWaiting);
    await vi.advanceTimersByTimeAsync(1_999);
    expect([attempts, waits]).toEqual([1, [true]]);
    await vi.advanceTimersByTimeAsync(1 + 4_000);
    expect([await result, attempts, waits]).toEqual(["done", 3, [true, true, false]]);
  });

  it("ends with a refusal", async () => {
    const refused = new Refused("upload.closed", 409, ["closed"]);
    await expect(retry(request(1, refused), onWaiting)).rejects.toBe(refused);
    expect([attempts, waits]).toEqual([1, []]);
  });

  it("is given up after eight failures while online", async () => {
    const result = retry(request(99), onWaiting).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(600_000);
    expect([await result, attempts]).toEqual([new Unanswered("503"), 8]);
  });

  it("waits without limit while offline, and goes on at once when the connection is back", async () => {
    Object.assign(navigator, { onLine: false });
    const result = retry(request(1), onWaiting);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(attempts).toBe(1);
    Object.assign(navigator, { onLine: true });
    dispatchEvent(new Event("online"));
    expect([await result, attempts]).toEqual(["done", 2]);
  });

  it("ends when it is aborted", async () => {
    const abort = new AbortController();
    const result = retry(request(9), onWaiting, abort.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    abort.abort("paused");
    expect([await result, attempts]).toEqual(["paused", 1]);
  });
});
