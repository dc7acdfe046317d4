// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askBeforeLeaving } from "../../src/composables/askBeforeLeaving";

describe("whoever signs out", () => {
  let asked: string[];
  let answers: boolean;
  let requests: number;
  const upload = (event: Event) => askBeforeLeaving(event as BeforeUnloadEvent);

  beforeEach(() => {
    [asked, answers, requests] = [[], false, 0];
    vi.stubGlobal("confirm", (question: string) => (asked.push(question), answers));
    vi.stubGlobal("fetch", () => (requests++, Promise.resolve(new Response("null", { status: 200 }))));
  });
  afterEach(() => removeEventListener("beforeunload", upload));

  it("is asked while a video is being uploaded, and stays if they say no", async () => {
    const { signOut } = await import("../../src/composables/leaving");
    const zh = (await import("../../src/i18n/zh")).default;
    addEventListener("beforeunload", upload);
    await signOut();
    expect([asked, requests]).toEqual([[zh.sign_in.out_uploading], 0]);
    answers = true;
    await signOut();
    expect([asked.length, requests]).toEqual([2, 1]);
  });

  it("is not asked when nothing would be lost", async () => {
    const { signOut } = await import("../../src/composables/leaving");
    await signOut();
    expect([asked, requests]).toEqual([[], 1]);
  });
});
