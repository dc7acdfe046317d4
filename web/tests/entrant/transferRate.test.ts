import { describe, expect, it } from "vitest";
import { Pace } from "../../src/pages/entrant/upload/transferRate";

describe("pace", () => {
  it("says nothing before a second has passed", () => {
    const pace = new Pace();
    pace.mark(0, 0);
    pace.mark(500, 900);
    expect([pace.speed, pace.left(1000)]).toEqual([null, null]);
  });

  it("forgets what is long ago", () => {
    const pace = new Pace();
    for (let second = 0; second <= 10; second++) pace.mark(second * 100, second * 1000);
    for (let second = 11; second <= 20; second++) pace.mark(1000 + (second - 10) * 50, second * 1000);
    expect([pace.speed, pace.left(1000)]).toEqual([50, 20]);
  });

  it("begins again when a part is sent anew", () => {
    const pace = new Pace();
    pace.mark(900, 0);
    pace.mark(100, 2000);
    pace.mark(300, 4000);
    expect(pace.speed).toBe(100);
  });

  it("promises no end while nothing moves", () => {
    const pace = new Pace();
    pace.mark(5, 0);
    pace.mark(5, 3000);
    expect([pace.speed, pace.left(1000)]).toEqual([0, null]);
  });
});
