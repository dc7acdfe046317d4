import { beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope, nextTick, ref } from "vue";
import { keepAwake } from "../../src/pages/entrant/upload/keepAwake";

const sending = ref(false);
const page = { hidden: false };
/** Locks that are held now, and that were asked for. */
let held: number;
let asked: string[];
let scope: EffectScope;

/** A browser that gives the lock. */
const screenLock = {
  request: async (kind: string) => {
    asked.push(kind);
    held += 1;
    return { release: async () => void (held -= 1) };
  },
};

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await nextTick();
}

function show(shown: boolean): void {
  page.hidden = !shown;
  if (!shown) held = 0; // the browser itself releases it
  dispatchEvent(new Event("visibilitychange"));
}

async function open(browser: object): Promise<void> {
  Object.assign(navigator, { wakeLock: undefined }, browser);
  vi.stubGlobal("document", page);
  scope = effectScope();
  scope.run(() => keepAwake(sending));
}

describe("the screen stays on", () => {
  beforeEach(() => {
    scope?.stop();
    [held, asked, page.hidden, sending.value] = [0, [], false, false];
  });

  it("while something is sent, and no longer", async () => {
    await open({ wakeLock: screenLock });
    expect(asked).toEqual([]);
    sending.value = true;
    await settled();
    expect([asked, held]).toEqual([["screen"], 1]);
    sending.value = false;
    await settled();
    expect([asked, held]).toEqual([["screen"], 0]);
  });

  it("again once the page is back in view", async () => {
    await open({ wakeLock: { request: async (kind: string) => (await screenLock.request(kind), { release: async () => undefined }) } });
    sending.value = true;
    await settled();
    show(false);
    await settled();
    expect([asked.length, held]).toEqual([1, 0]);
    show(true);
    await settled();
    expect([asked.length, held]).toEqual([2, 1]);
  });

  it("until the page is left, also if the lock comes after that", async () => {
    await open({ wakeLock: screenLock });
    sending.value = true;
    scope.stop();
    await settled();
    expect([asked, held]).toEqual([["screen"], 0]);
    show(true);
    await settled();
    expect(asked.length).toBe(1);
  });

  it.each([
    ["has no lock", {}],
    ["refuses it", { wakeLock: { request: () => Promise.reject(new Error("NotAllowedError")) } }],
  ])("unless the browser %s", async (_, browser) => {
    await open(browser);
    sending.value = true;
    await settled();
    sending.value = false;
    await settled();
    expect(held).toBe(0);
  });
});
