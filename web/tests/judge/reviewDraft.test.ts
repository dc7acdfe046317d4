import { expect, it } from "vitest";
import type { ReviewSummary } from "../../src/document";
import { differs, scoresOf, typedOf } from "../../src/pages/judge/useReviewDraft";

const REVIEW = {
  draft: { story: 0, science: 88 }, scores: { story: 50, science: 50, appeal: 50 },
  comment: "节奏紧凑。", notes: "",
} as unknown as ReviewSummary;

it("a judge sees what they typed last, and null where there is no score", () => {
  const typed = typedOf(REVIEW, ["science", "story", "appeal"]);
  expect(typed).toEqual({
    "score:science": 88, "score:story": 0, "score:appeal": null, comment: "节奏紧凑。", notes: "",
  });
  expect(scoresOf(typed)).toEqual({ science: 88, story: 0, appeal: null });
});

it("what is typed differs from what was submitted by a score or the comment, and not by the notes", () => {
  const typed = { "score:story": 80, "score:science": 70, comment: "节奏紧凑。", notes: "再看一遍" };
  const given = { submitted_at: "2024-09-10T00:00:00Z", scores: { story: 80, science: 70 }, given_comment: "节奏紧凑。" };
  expect(differs(typed, given)).toBe(false);
  expect(differs({ ...typed, comment: "节奏紧凑。\n" }, given), "which is not saved").toBe(false);
  expect(differs({ ...typed, "score:story": 90 }, given)).toBe(true);
  expect(differs({ ...typed, "score:story": null }, given)).toBe(true);
  expect(differs({ ...typed, comment: "" }, given)).toBe(true);
  expect(differs(typed, { submitted_at: null, scores: {}, given_comment: "" })).toBe(false);
});
