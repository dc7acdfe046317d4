// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallForEntries, EntryView } from "../../src/document";
import zh from "../../src/i18n/zh";
import VideoUpload from "../../src/pages/entrant/upload/VideoUpload.vue";
import { READING } from "../../src/readFile";
import { answering, choose, find, mount } from "../mounted";

const contest = { id: "c", media: { max_bytes: 2 ** 31, container: "mp4" } } as unknown as CallForEntries;
const draft = { id: "e", status: "draft", upload: null, missing: [{ field: "video" }], deadline: { state: "open" } };
const shown = (changes: object = {}) => mount(VideoUpload, { contest, entry: { ...draft, ...changes } as unknown as EntryView });

/** A file of whose bytes the browser says `bytes`. For happy-dom, it says itself that it is one: Vue makes
 * no proxy of it. */
const fileOf = (bytes: () => Promise<ArrayBuffer>): File =>
  Object.assign(new File(["film"], "film.mp4"), {
    slice: () => ({ arrayBuffer: bytes }) as Blob, [Symbol.toStringTag]: "File",
  });

describe("a film", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    answering({});
  });
  afterEach(() => void vi.useRealTimers());

  async function saidOf(bytes: () => Promise<ArrayBuffer>, after: number): Promise<[string, boolean]> {
    const page = shown();
    choose(page.querySelector("input")!, fileOf(bytes));
    await vi.advanceTimersByTimeAsync(after);
    return [page.textContent, page.textContent.includes(zh.upload.start)];
  }

  it("that cannot be read is said to be so, and another one may be chosen", async () => {
    const [said, mayStart] = await saidOf(() => Promise.reject(new Error("NotFoundError")), 0);
    expect(said).toContain(zh.upload.unreadable);
    expect(said).toContain(zh.upload.other);
    expect(mayStart).toBe(false);
  });

  it("whose beginning does not come is given up after a while", async () => {
    const never = () => new Promise<ArrayBuffer>(() => undefined);
    expect((await saidOf(never, READING - 1))[0]).toContain(zh.upload.checking);
    expect((await saidOf(never, READING))[0]).toContain(zh.upload.unreadable);
  });

  it("is checked as before if it can be read", async () => {
    const [said, mayStart] = await saidOf(() => Promise.resolve(new ArrayBuffer(8)), 0);
    expect(said).toContain(zh.upload.doubt);
    expect(mayStart).toBe(true);
  });
});

it("whoever gives an upload up is asked where the keyboard is", async () => {
  const open = { version: 1, size: 10, parts: [], part_bytes: 5 };
  answering({ "GET /entrant/c/entries/e/uploads/1": open });
  const page = shown({ status: "uploading", upload: 1 });
  await vi.waitFor(() => find(page, "button", zh.upload.cancel).click());
  await vi.waitFor(() => expect(document.activeElement!.textContent).toBe(zh.upload.keep));
});

describe("an upload that is cancelled", () => {
  const [submitted_at, valid] = ["2024-07-01T00:00:00Z", { refusals: [] }];
  it.each([
    ["not submitted", {}, zh.upload.cancel_consequence],
    ["submitted, in time", { submitted_at, verdict: valid }, zh.upload.cancel_unsubmits],
    ["submitted, too late, with a valid one before", { submitted_at, verdict: valid, deadline: { state: "over" } }, zh.upload.cancel_keeps_former],
    ["submitted, too late, the first", { submitted_at, verdict: null, deadline: { state: "over" } }, zh.upload.cancel_leaves],
  ])("says what becomes of the work: %s", async (_, entry, said) => {
    answering({ "GET /entrant/c/entries/e/uploads/1": { version: 1, size: 10, parts: [] } });
    const page = shown({ status: "uploading", upload: 1, ...entry });
    await vi.waitFor(() => find(page, "button", zh.upload.cancel).click());
    await vi.waitFor(() => expect(find(page, "div", said).textContent).toContain(zh.upload.keep));
  });
});

it("what is uploaded in another window can be gone on with here", async () => {
  answering({});
  const held = { request: (_: string, __: object, run: (lock: null) => Promise<boolean>) => run(null) };
  vi.spyOn(navigator, "locks", "get").mockReturnValue(held as unknown as LockManager);
  const page = shown();
  choose(page.querySelector("input")!, fileOf(() => Promise.resolve(new ArrayBuffer(8))));
  await vi.waitFor(() => expect(find(page, "button", zh.upload.start).disabled).toBe(false));
  find(page, "button", zh.upload.start).click();
  await vi.waitFor(() => expect(page.textContent).toContain(zh.upload.elsewhere));
  expect(find(page, "button", zh.upload.here).disabled).toBe(false);
  find(page, "button", zh.upload.other).click();
  await vi.waitFor(() => expect(page.textContent).toContain(zh.upload.choose));
});

it("what was sent and is not received yet is not called unfinished", async () => {
  const asked = answering({});
  const page = shown({ status: "uploading", upload: 1, is_arriving: true, missing: [] });
  await vi.waitFor(() => expect(page.textContent).toContain(zh.upload.choose));
  expect(asked).toEqual([]);
});
