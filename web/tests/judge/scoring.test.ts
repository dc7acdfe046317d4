import { describe, expect, it } from "vitest";
import type { Criterion } from "../../src/document";
import {
  averageOf, inOrder, missingOf, nextAfter, scoreIn, stepped,
} from "../../src/pages/judge/scoring";

const criterion = (id: string, weight = 1, points = 100) =>
  ({ id, name: { zh: id, en: id }, about: null, weight, points }) as Criterion;
const SIX = ["science", "story", "innovation", "artistry", "reach", "appeal"].map((id) => criterion(id));
const FIVE = { science: 88, story: 92, innovation: 85, artistry: 90, reach: 81, appeal: null };

describe("the average so far", () => {
  it("is that of what has a score", () => {
    expect(averageOf(SIX, FIVE)).toBe("87.2"); // 436 / 5
  });

  it("counts 0 as a score, and nothing as none", () => {
    expect(averageOf(SIX, { ...FIVE, appeal: 0 })).toBe("72.7"); // 436 / 6 = 72.66…
    expect(averageOf(SIX, {})).toBe("");
  });

  it("weighs criteria, and counts in percent", () => {
    const two = [criterion("a", 3, 10), criterion("b", 1, 100)];
    expect(averageOf(two, { a: 8, b: 50 })).toBe("72.5"); // (3 × 80 + 50) / 4
  });

  it("is rounded half up", () => {
    const two = [criterion("a"), criterion("b", 1, 1000)];
    expect(averageOf(two, { a: 85, b: 853 })).toBe("85.2"); // 85.15
  });
});

it("what has no score is missing, in the order of the rules; 0 is a score", () => {
  const missing = missingOf(SIX, { ...FIVE, story: null, science: 0 });
  expect(missing.map(({ id }) => id)).toEqual(["story", "appeal"]);
});

describe("a typed score", () => {
  it.each([
    ["88", 88], [" 88 ", 88], ["８８", 88], ["0", 0], ["007", 7], ["100", 100], ["101", 100],
    ["", null], ["8.5", null], ["-1", null], ["八", null], ["12345", null],
  ])("%j is %j", (typed, score) => {
    expect(scoreIn(typed, 100)).toBe(score);
  });
});

it.each([
  [null, 1, 1], [null, -1, 0], [null, 5, 5], [99, 5, 100], [3, -5, 0], [50, 1, 51],
])("%j moved by %j is %j", (score, by, expected) => {
  expect(stepped(score, by, 100)).toBe(expected);
});

const work = (number: number, submitted = false, round = "first") => ({
  round, number, submitted_at: submitted ? "2024-09-10T00:00:00Z" : null, changed: false, sealed: false,
});
const changed = (number: number) => ({ ...work(number, true), changed: true });

describe("the next work", () => {
  const list = [work(1), work(2, true), work(3), work(4), work(1, false, "final")];

  it("is the one after this that is not submitted, else the first", () => {
    expect([nextAfter(list, "first", 1), nextAfter(list, "first", 3), nextAfter(list, "first", 4)]).toEqual([3, 4, 1]);
  });

  it("is none that no longer takes part", () => {
    const withdrawn = { ...work(2), sealed: true };
    expect(nextAfter([work(1), withdrawn, work(3)], "first", 1)).toBe(3);
  });

  it("may be one that was changed since it was submitted", () => {
    expect(nextAfter([work(1), changed(2), work(3, true)], "first", 1)).toBe(2);
    expect(nextAfter([work(1), { ...changed(2), sealed: true }], "first", 1)).toBeNull();
  });

  it("is none if only this one is left", () => {
    expect(nextAfter([work(1), work(2, true)], "first", 1)).toBeNull();
    expect(nextAfter(list, "final", 1)).toBeNull();
  });
});

it("what is not submitted comes first in a round's list", () => {
  const list = [work(1, true), work(2), work(1, false, "final"), work(3, true), work(4)];
  expect(inOrder(list, { round: "first" }).map(({ number }) => number)).toEqual([2, 4, 1, 3]);
});

it("what was changed since it was submitted comes before it, unless it can be changed no more", () => {
  const list = [work(1, true), work(2), changed(3), { ...changed(4), sealed: true }];
  expect(inOrder(list, { round: "first" }).map(({ number }) => number)).toEqual([3, 2, 1, 4]);
});
