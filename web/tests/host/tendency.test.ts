import { expect, it } from "vitest";
import { offsetText } from "../../src/pages/host/awards/tendency";

it.each([
  [5.84, "偏高 5.8 分"],
  [-6.06, "偏低 6.1 分"],
  [-0.04, "与平均相同"],
  [null, "共评作品太少，不作比较"],
])("an offset of %s reads %s", (offset, words) => {
  expect(offsetText({ offset })).toBe(words);
});
