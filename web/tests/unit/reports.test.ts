import { describe, expect, it } from "vitest";
import { readersOf, reportOf } from "../../src/pages/unit/reports";

describe("the number of readers", () => {
  it.each([
    ["32000", 32000], ["32,000", 32000], ["３２０００", 32000], ["3.2万", 32000], [" 1 万 ", 10000],
    ["0.0001万", 1], ["", null], ["  ", null], ["很多", undefined], ["3.5", undefined], ["-1", undefined],
  ])("is read from %s", (typed, readers) => {
    expect(readersOf(typed)).toBe(readers);
  });
});

describe("a report", () => {
  const typed = { title: " 钢花 ", medium: "光明网", link: " https://news.example/1 ", published: "2024-07-01", reach: "1万" };

  it("is sent without the spaces around what was typed", () => {
    expect(reportOf(typed)).toEqual({
      title: "钢花", medium: "光明网", link: "https://news.example/1", published: "2024-07-01", reach: 10000,
    });
  });

  it("is not sent with a number that is none", () => {
    expect(reportOf({ ...typed, reach: "很多" })).toBeNull();
  });
});
