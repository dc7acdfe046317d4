import { expect, it } from "vitest";
import type { ReviewSummary } from "../../src/document";
import { scoresOf, typedOf } from "../../src/pages/judge/useReviewDraft";

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
