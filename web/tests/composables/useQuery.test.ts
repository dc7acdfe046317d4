import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope } from "vue";
import { Refused, Unanswered } from "../../src/api/errors";
import { RETRY_DELAY, useQuery } from "../../src/composables/useQuery";

/** A request whose answers come when the test says so. */
class Requests {
  readonly pending: { resolve(answer: string): void; reject(error: Error): void }[] = [];

  readonly send = () =>
    new Promise<string>((resolve, reject) => this.pending.push({ resolve, reject }));

  get count(): number {
    return this.pending.length;
  }

  async answer(index: number, answer: string | Error): Promise<void> {
    if (answer instanceof Error) this.pending[index]?.reject(answer);
    else this.pending[index]?.resolve(answer);
    await vi.advanceTimersByTimeAsync(0);
  }
}

const REFUSED = new Refused("entry.not_found", 404, ["没有这件作品。"]);

let requests: Requests;
let scope: EffectScope;
let query: ReturnType<typeof useQuery<string>>;
beforeEach(() => {
  vi.useFakeTimers();
  requests = new Requests();
  scope = effectScope();
  query = scope.run(() => useQuery(requests.send))!;
});
afterEach(() => vi.useRealTimers());

const shown = () => [query.data.value, query.sentences.value, query.unreachable.value];

describe("a query", () => {
  it("is sent at once and shows its answer", async () => {
    expect([requests.count, shown()]).toEqual([1, [null, [], false]]);
    await requests.answer(0, "one");
    expect(shown()).toEqual(["one", [], false]);
  });

  it("is sent again on load, and shows the earlier data until then", async () => {
    await requests.answer(0, "one");
    void query.load();
    expect([requests.count, query.data.value]).toEqual([2, "one"]);
    await requests.answer(1, "two");
    expect(shown()).toEqual(["two", [], false]);
  });

  it("shows the answer to the last request, whichever comes first", async () => {
    void query.load();
    await requests.answer(1, "new");
    await requests.answer(0, "old");
    expect(shown()).toEqual(["new", [], false]);
  });

  it("says why it was refused, and is not repeated", async () => {
    await requests.answer(0, REFUSED);
    await vi.advanceTimersByTimeAsync(10 * RETRY_DELAY);
    expect([requests.count, shown()]).toEqual([1, [null, ["没有这件作品。"], false]]);
    expect(query.refusal.value).toBe(REFUSED);
  });

  it("is repeated while nobody answers", async () => {
    await requests.answer(0, new Unanswered("503"));
    expect([requests.count, shown()]).toEqual([1, [null, [], true]]);
    await vi.advanceTimersByTimeAsync(RETRY_DELAY - 1);
    expect(requests.count).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.count).toBe(2);
    await requests.answer(1, new Unanswered("503"));
    await vi.advanceTimersByTimeAsync(RETRY_DELAY);
    await requests.answer(2, "back");
    expect(shown()).toEqual(["back", [], false]);
  });

  it("keeps its data while nobody answers", async () => {
    await requests.answer(0, "one");
    void query.load();
    await requests.answer(1, new Unanswered("503"));
    expect(shown()).toEqual(["one", [], true]);
  });

  it("is not repeated beside a request that was sent meanwhile", async () => {
    await requests.answer(0, new Unanswered("503"));
    void query.load();
    await requests.answer(1, "one");
    await vi.advanceTimersByTimeAsync(10 * RETRY_DELAY);
    expect([requests.count, shown()]).toEqual([2, ["one", [], false]]);
  });

  it("forgets a refusal once it succeeds", async () => {
    await requests.answer(0, REFUSED);
    void query.load();
    await requests.answer(1, "one");
    expect([shown(), query.refusal.value]).toEqual([["one", [], false], null]);
  });

  it("ignores an answer that comes after its component has gone", async () => {
    scope.stop();
    await requests.answer(0, "late");
    expect(shown()).toEqual([null, [], false]);
  });

  it("sends nothing more once its component has gone", async () => {
    await requests.answer(0, new Unanswered("503"));
    scope.stop();
    await vi.advanceTimersByTimeAsync(10 * RETRY_DELAY);
    expect(requests.count).toBe(1);
  });
});
