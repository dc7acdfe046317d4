import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const BEFORE = localStorage;

/** Chromium and Safari throw as soon as the storage is named. */
function block(): void {
  const get = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  Object.defineProperty(globalThis, "localStorage", { get, configurable: true });
}

describe("where site data are blocked", () => {
  beforeEach(() => {
    vi.resetModules();
    block();
  });
  afterEach(() => {
    Object.defineProperty(globalThis, "localStorage", { value: BEFORE, configurable: true, writable: true });
    Object.assign(navigator, { languages: ["zh-CN"] });
  });

  it.each([
    ["zh", ["zh-CN", "en"]],
    ["en", ["fr", "en-GB", "zh"]],
  ])("the pages open in the browser's language, %s", async (expected, languages) => {
    Object.assign(navigator, { languages });
    const { language } = await import("../../src/i18n");
    expect(language()).toBe(expected);
  });

  it("nothing is kept, and nothing fails", async () => {
    const session = await import("../../src/api/session");
    session.rememberContest("short-2027");
    session.rememberReturn("/my-account");
    expect([session.lastContest(), session.takeReturn()]).toEqual(["", null]);
    const { keepChoice, chosenBefore } = await import("../../src/components/films");
    keepChoice("small");
    expect(chosenBefore()).toBe(null);
    const { singleKeys, setSingleKeys } = await import("../../src/pages/screener/singleKeys");
    expect(singleKeys.value).toBe(true);
    setSingleKeys(false);
    expect(singleKeys.value).toBe(false);
  });
});
