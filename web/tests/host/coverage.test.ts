import { describe, expect, it } from "vitest";
import { figuresOf, lookAgain, spanOf } from "../../src/pages/host/rounds/coverage";

const work = (submitted: number, asked: number, undecided = false) => ({
  entry: `e${submitted}`, title: "", status: "in_review" as const, asked, judges: asked, submitted, undecided,
  viewing_copy: "ready" as const, rendition: null,
});

describe("the figures of a round", () => {
  it("count no more reviews of a work than the rules ask for", () => {
    // 3 + 3 (of 4) + 1 + 0 of 12 are 7: 58.33 %.
    const few = work(1, 3, true);
    expect(figuresOf({ entries: [work(3, 3), work(4, 3), few, work(0, 3)] })).toEqual({
      submitted: 7, asked: 12, percent: 58, complete: 2, partly: 1, none: 1, undecided: [few],
    });
  });

  it("are never complete while a review is missing", () => {
    const entries = [...Array.from({ length: 299 }, () => work(3, 3)), work(2, 3)];
    expect(figuresOf({ entries }).percent).toBe(99);
  });

  it("are zero without works", () => {
    expect(figuresOf({ entries: [] }).percent).toBe(0);
    expect(spanOf({})).toBeNull();
    expect(spanOf({ a: 45, b: 44, c: 45 })).toEqual({ least: 44, most: 45 });
  });
});

describe("a round whose plan is carried out", () => {
  const before = {
    round: "r", state: "open" as const, opens: "2024-05-20T01:00:00Z", closes: "2024-06-20T01:00:00Z", plan: "a1", total: 9, done: 2,
    entries: [work(0, 3)], judges: [],
  };
  const after = { ...before, plan: "", done: 9, entries: [work(3, 3)] };
  const look = (progress: Pick<typeof before, "round" | "state" | "plan" | "total" | "done">) =>
    lookAgain(before, () => Promise.resolve(progress), () => Promise.resolve(after));

  it("shows how far it is, and reads no works", async () => {
    const { round, state, plan, total } = before;
    expect(await look({ round, state, plan, total, done: 5 })).toEqual({ ...before, done: 5 });
  });

  it("reads all works when it is done", async () => {
    const { round, state } = before;
    expect(await look({ round, state, plan: "", total: 9, done: 9 })).toBe(after);
  });
});
