import { describe, expect, it } from "vitest";
import { allOrNone, chosenOf, countOf, hasAll, leftOutOf, toggled } from "../../src/pages/screener/bulk";

const work = (id: string) => ({ id, number: `GY-${id}`, title: `作品${id}` });
const many = Array.from({ length: 60 }, (_, n) => work(String(n)));

describe("passing many at once", () => {
  it("chooses a work, and lets it go again", () => {
    const one = toggled(new Set(), "1");
    expect([...one]).toEqual(["1"]);
    expect([...toggled(one, "2")]).toEqual(["1", "2"]);
    expect([...toggled(one, "1")]).toEqual([]);
    expect([...one]).toEqual(["1"]);
  });

  it("chooses the first fifty of those listed, the most that the API takes", () => {
    const chosen = allOrNone(many, new Set(["59"]));
    expect([chosen.size, chosen.has("49"), chosen.has("50")]).toEqual([50, true, false]);
    expect(hasAll(many, chosen)).toBe(true);
    expect(allOrNone(many, chosen).size).toBe(0);
    expect(hasAll([], chosen)).toBe(false);
    expect([...allOrNone([work("1"), work("2")], new Set(["1"]))]).toEqual(["1", "2"]);
  });

  it("sends only what is still listed", () => {
    expect(chosenOf([work("1"), work("2")], new Set(["2", "3"]))).toEqual([work("2")]);
  });

  it("names what is left out as the list does, with the API's reason", () => {
    const left = { id: "2", code: "screening.claimed", text: { zh: "李老师正在处理", en: "Li is on it" } };
    expect(leftOutOf([left], [work("1"), work("2")])).toEqual([{ ...work("2"), why: "李老师正在处理" }]);
  });

  it("counts apart what a second screener has to confirm", () => {
    const passed = (id: string, proposed: boolean) => ({ id, status: "in_review" as const, proposed });
    expect(countOf({ passed: [passed("1", false), passed("2", true), passed("3", false)], left_out: [] })).toEqual({ passed: 2, proposed: 1 });
  });
});
