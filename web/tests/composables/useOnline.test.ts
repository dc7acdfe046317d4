import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope, ref } from "vue";
import { keeping, useOnline, promiseToKeep } from "../../src/composables/useOnline";

let page: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  page = effectScope();
});
afterEach(() => {
  page.stop();
  turn(true);
  vi.useRealTimers();
});
const turn = (onLine: boolean) => {
  Object.assign(navigator, { onLine });
  dispatchEvent(new Event(onLine ? "online" : "offline"));
};
const opened = () => page.run(useOnline)!;

describe("the connection", () => {
  it("is said to be gone, then to be back for a while, and then nothing is said", () => {
    const connection = opened();
    const said = [connection.value];
    turn(false);
    said.push(connection.value);
    turn(true);
    said.push(connection.value);
    vi.advanceTimersByTime(5_900);
    said.push(connection.value);
    vi.advanceTimersByTime(200);
    said.push(connection.value);
    expect(said).toEqual(["online", "offline", "back", "back", "online"]);
  });

  it("is gone at once on a page that is opened without one", () => {
    Object.assign(navigator, { onLine: false });
    expect(opened().value).toBe("offline");
  });

  it("that goes again while it is said to be back is gone until it is back once more", () => {
    const connection = opened();
    turn(false);
    turn(true);
    turn(false);
    vi.advanceTimersByTime(60_000);
    expect(connection.value).toBe("offline");
  });

  it("is followed no longer once the page has gone", () => {
    const connection = opened();
    page.stop();
    turn(false);
    expect(connection.value).toBe("online");
  });
});

describe("what a page promises", () => {
  it("is nothing, if no part of it keeps what is typed", () => {
    expect(keeping.value).toBe("none");
  });

  it("is no more than its weakest part does, while that part is shown and filled in", () => {
    const [form, dialog, filled] = [effectScope(), effectScope(), ref(false)];
    form.run(() => promiseToKeep("saves"));
    const said = [keeping.value];
    dialog.run(() => promiseToKeep("keeps", () => filled.value));
    said.push(keeping.value);
    filled.value = true;
    said.push(keeping.value);
    filled.value = false;
    said.push(keeping.value);
    filled.value = true;
    dialog.stop();
    said.push(keeping.value);
    form.stop();
    said.push(keeping.value);
    expect(said).toEqual(["saves", "saves", "keeps", "saves", "saves", "none"]);
  });
});
