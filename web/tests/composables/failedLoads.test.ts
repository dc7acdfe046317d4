import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const MINUTE = 60_000;
let stored: Map<string, string>;
let assign: ReturnType<typeof vi.fn>;
let reload: ReturnType<typeof vi.fn>;
let wanted: string;
let answers: boolean[];
let module: typeof import("../../src/composables/failedLoads");

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2024-07-01T08:00:00Z") });
  vi.resetModules();
  stored = new Map();
  answers = [];
  assign = vi.fn();
  reload = vi.fn();
  wanted = "/contests/c/host/works";
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("dispatchEvent", events.dispatchEvent.bind(events));
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value),
  });
  vi.stubGlobal("location", { pathname: "/contests/c", href: "https://x/contests/c", assign, reload });
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: answers.shift() ?? true }));
  module = await import("../../src/composables/failedLoads");
  module.reloadOnFailure(() => wanted);
});
afterEach(() => void vi.useRealTimers());

async function fail(): Promise<void> {
  dispatchEvent(new Event("vite:preloadError"));
  await vi.advanceTimersByTimeAsync(0);
}

describe("a page of which a part could not be loaded", () => {
  it("is loaded anew where the reader was going", async () => {
    await fail();
    expect(assign.mock.calls).toEqual([["/contests/c/host/works"]]);
  });

  it("is the same page if the reader was going nowhere", async () => {
    wanted = "";
    await fail();
    expect([assign.mock.calls.length, reload.mock.calls.length]).toEqual([0, 1]);
  });

  it("waits until the server answers", async () => {
    answers = [false, false];
    await fail();
    await vi.advanceTimersByTimeAsync(module.ASK_AGAIN);
    expect(assign).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(module.ASK_AGAIN);
    expect(assign).toHaveBeenCalledOnce();
  });

  it("leads to the page of the link that failed, and not to a later one", async () => {
    answers = [false];
    await fail();
    wanted = "/contests/c/host/people";
    await vi.advanceTimersByTimeAsync(module.ASK_AGAIN);
    expect(assign.mock.calls).toEqual([["/contests/c/host/works"]]);
  });

  it("stays where the reader has gone meanwhile", async () => {
    answers = [false];
    await fail();
    location.href = "https://x/contests/c/other";
    await vi.advanceTimersByTimeAsync(module.ASK_AGAIN);
    expect(assign).not.toHaveBeenCalled();
  });

  it("is not loaded anew again and again", async () => {
    await fail();
    await vi.advanceTimersByTimeAsync(4 * MINUTE);
    await fail();
    expect(assign).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    await fail();
    expect(assign).toHaveBeenCalledTimes(2);
  });

  it("stays where the browser keeps nothing", async () => {
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
    await fail();
    expect(assign).not.toHaveBeenCalled();
  });

  it("stays while something would be lost", async () => {
    addEventListener("beforeunload", (event) => event.preventDefault());
    await fail();
    expect(assign).not.toHaveBeenCalled();
  });

  it("stays where the page tells of the failure itself", async () => {
    await module.tellingItself(fail);
    expect(assign).not.toHaveBeenCalled();
    await fail();
    expect(assign).toHaveBeenCalledOnce();
  });
});
