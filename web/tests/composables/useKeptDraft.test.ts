import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type EffectScope, effectScope } from "vue";
import { Unanswered } from "../../src/api/errors";
import { me } from "../../src/api/session";
import { Draft, type FormStore, type Saved } from "../../src/composables/draft";

interface Note {
  title: string;
  remark: string;
}
const stored = new Map<string, string>();
let server: Saved<Note>;
let answers: boolean;

/** A server with one form, which does not always answer. */
const store: FormStore<Note> = {
  check: () => ({}),
  async save(typed, expectedEdits) {
    if (!answers) throw new Unanswered("no connection");
    expect(expectedEdits).toBe(server.edits);
    return (server = { answers: typed, edits: expectedEdits + 1 });
  },
  load: async () => server,
};

/** The form on a page that was loaded just now. */
async function loaded(): Promise<Draft<Note>> {
  vi.resetModules();
  const { me: account } = await import("../../src/api/session");
  account.value = me.value;
  const { useKeptDraft } = await import("../../src/composables/useKeptDraft");
  page = effectScope();
  return page.run(() => useKeptDraft("note", () => new Draft(server, store)))!;
}
let page: EffectScope;
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const signIn = (id: string) => (me.value = { id, address: "", name: "", host: false, grants: [] });

describe("a draft that is not saved", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
      removeItem: (key: string) => stored.delete(key),
    });
    stored.clear();
    server = { answers: { title: "钢花", remark: "" }, edits: 1 };
    answers = false;
    signIn("one");
  });
  afterAll(() => {
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
    vi.useRealTimers();
  });

  it("is there after a reload, and is saved then", async () => {
    (await loaded()).edit({ remark: "断网时写的。" });
    await pass(1_000);
    answers = true;
    const draft = await loaded();
    expect(draft.typed).toEqual({ title: "钢花", remark: "断网时写的。" });
    await pass(1_000);
    expect([server, stored.size]).toEqual([
      { answers: { title: "钢花", remark: "断网时写的。" }, edits: 2 }, 0,
    ]);
  });

  it("is merged with what another device has saved meanwhile", async () => {
    (await loaded()).edit({ remark: "断网时写的。" });
    await pass(1_000);
    server = { answers: { title: "铁流", remark: "" }, edits: 5 };
    answers = true;
    await loaded();
    await pass(2_000);
    expect(server.answers).toEqual({ title: "铁流", remark: "断网时写的。" });
  });

  it("asks, if another device has saved another answer to the same question", async () => {
    (await loaded()).edit({ remark: "此处写的。" });
    await pass(1_000);
    server = { answers: { title: "钢花", remark: "别处写的。" }, edits: 5 };
    answers = true;
    const draft = await loaded();
    await pass(2_000);
    expect([draft.state, draft.conflicts, server.answers.remark]).toEqual(["conflict", ["remark"], "别处写的。"]);
  });

  it("is not shown to another person who signs in on this device", async () => {
    (await loaded()).edit({ remark: "此处写的。" });
    signIn("two");
    expect((await loaded()).typed.remark).toBe("");
  });

  it("is not shown to another person on the same page either", async () => {
    const { useKeptDraft } = await import("../../src/composables/useKeptDraft");
    const { me: account } = await import("../../src/api/session");
    const open = () => effectScope().run(() => useKeptDraft("note", () => new Draft(server, store)))!;
    account.value = me.value;
    open().edit({ remark: "此处写的。" });
    account.value = signIn("two");
    expect(open().typed.remark).toBe("");
  });

  it("is saved before its writer signs out", async () => {
    (await loaded()).edit({ remark: "刚写的。" });
    answers = true;
    const { saveDrafts } = await import("../../src/composables/useKeptDraft");
    await saveDrafts();
    expect(server.answers.remark).toBe("刚写的。");
  });

  it("keeps nobody from signing out, and is forgotten then", async () => {
    (await loaded()).edit({ remark: "断网时写的。" });
    const { forgetDrafts, saveDrafts, useKeptDraft } = await import("../../src/composables/useKeptDraft");
    const saving = saveDrafts();
    await pass(2_000);
    await saving;
    forgetDrafts();
    stored.clear();
    page.stop();
    await pass(60_000);
    const next = effectScope().run(() => useKeptDraft("note", () => new Draft(server, store)))!;
    expect([next.typed.remark, stored.size]).toEqual(["", 0]);
  });

  it("is typed on where the browser keeps nothing", async () => {
    vi.stubGlobal("sessionStorage", {
      getItem: () => { throw new Error("SecurityError"); },
      setItem: () => { throw new Error("QuotaExceededError"); },
      removeItem: () => { throw new Error("SecurityError"); },
    });
    const draft = await loaded();
    draft.edit({ remark: "照样写。" });
    answers = true;
    await pass(1_000);
    expect(server.answers.remark).toBe("照样写。");
  });
});
