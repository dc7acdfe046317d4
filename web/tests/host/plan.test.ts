import { describe, expect, it } from "vitest";
import { planOf, typedPlan } from "../../src/pages/host/winners/plan";

const TYPED = {
  at: "2024-11-20T09:30", answerBy: "2024-11-01T18:00", place: " 长沙 ", placeEn: "", note: "着正装", noteEn: "Formal dress",
};

describe("the plan of the ceremony", () => {
  it("is sent by the contest's clock, with the Chinese place where there is no English one", () => {
    expect(planOf(TYPED, "Asia/Shanghai")).toEqual({
      at: "2024-11-20T09:30:00+08:00", answer_by: "2024-11-01T18:00:00+08:00",
      place: { zh: "长沙", en: "长沙" }, note: { zh: "着正装", en: "Formal dress" },
    });
    expect(planOf({ ...TYPED, note: " " }, "Asia/Shanghai").note).toBeNull();
  });

  it("is shown again as it was typed", () => {
    const plan = { at: "2024-11-20T01:30:00Z", answer_by: "2024-11-01T10:00:00Z", place: { zh: "长沙", en: "长沙" }, note: { zh: "着正装", en: "Formal dress" } };
    expect(typedPlan({ plan }, "Asia/Shanghai")).toEqual({ ...TYPED, place: "长沙" });
  });

  it("is empty at first", () => {
    expect(Object.values(typedPlan({ plan: null }, "Asia/Shanghai")).join("")).toBe("");
  });
});
