import { expect, it } from "vitest";
import { titleParts } from "../../src/pages/public/front/titleParts";

it.each([
  ["第一届「工业强国·新型工业化」短视频征选活动", "第一届", ["「工业强国·", "新型工业化」"], "短视频征选活动"],
  ["First “Industry Power” Short-Video Call", "First", ["“Industry Power”"], "Short-Video Call"],
  ["短片奖 2027", "", ["短片奖 2027"], ""],
])("%s has its heart in the middle", (name, before, pieces, after) => {
  expect(titleParts(name)).toEqual({ before, pieces, after });
});
