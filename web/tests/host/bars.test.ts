import { describe, expect, it } from "vitest";
import { byReviews, everyDay, most } from "../../src/pages/host/charts/bars";

describe("the host's charts", () => {
  it("show the days without any work too, across a month's end", () => {
    expect(everyDay({ "2024-08-02": 3, "2024-07-30": 1 })).toEqual([
      { day: "2024-07-30", n: 1 }, { day: "2024-07-31", n: 0 }, { day: "2024-08-01", n: 0 }, { day: "2024-08-02", n: 3 },
    ]);
    expect(everyDay({})).toEqual([]);
  });

  it("add the others up, unless there is only one", () => {
    const bars = [5, 4, 2, 1].map((n) => ({ name: `r${n}`, n }));
    expect(most(bars, 2, "others")).toEqual([...bars.slice(0, 2), { name: "others", n: 3, rest: true }]);
    expect(most(bars, 3, "others")).toEqual(bars);
  });

  it("count works by their reviews, and more reviews than asked for as all", () => {
    const work = (submitted: number) => ({ submitted, asked: 3 });
    expect(byReviews([work(0), work(3), work(4), work(1), work(0)])).toEqual([2, 1, 0, 2]);
    expect(byReviews([])).toEqual([0]);
  });
});
