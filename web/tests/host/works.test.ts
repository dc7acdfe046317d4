import { describe, expect, it } from "vitest";
import type { EntryStatus, HostEntry } from "../../src/document";
import { actionsFor, filtered, isJudged, submitted } from "../../src/pages/host/works/works";

const work = (number: string, title: string, theme: string, status: EntryStatus): HostEntry => ({
  id: number, number, title, theme, entrant: "北辰特钢", status, status_text: { zh: "", en: "" }, since: "",
});
const WORKS = [
  work("GY-0137", "一炉钢的二十四小时", "high-end", "in_review"), work("GY-0412", "高炉旁的数据员", "digital", "screening"),
];
const numbers = (filter: object) =>
  filtered(WORKS, { status: "", theme: "", typed: "", ...filter }).map(({ number }) => number);

describe("the list of works", () => {
  it("is filtered by status, theme, and what is typed, in full width too", () => {
    expect(numbers({})).toEqual(["GY-0137", "GY-0412"]);
    expect(numbers({ typed: "ｇｙ-0412" })).toEqual(["GY-0412"]);
    expect(numbers({ typed: "炉", theme: "high-end" })).toEqual(["GY-0137"]);
    expect(numbers({ typed: "北辰", status: "screening" })).toEqual(["GY-0412"]);
  });
});

describe("what can be done to a work", () => {
  // From the table of transitions, and from who may be screened again (docs/stages/3-screen.md).
  it.each<[EntryStatus, string[]]>([
    ["screening", ["move", "disqualify"]],
    ["rejected", ["reopen", "disqualify"]],
    ["returned", ["reopen", "disqualify"]],
    ["in_review", ["reopen", "disqualify"]],
    ["awarded", ["disqualify"]],
    ["withdrawn", []],
    ["disqualified", []],
    ["draft", []],
  ])("%s: %j", (status, expected) => {
    expect(actionsFor({ status, title: "高炉旁的数据员" })).toEqual(expected);
  });

  it("is no other screening while its entrant changes it, or because its video failed the check", () => {
    expect(actionsFor({ status: "returned", title: "" })).toEqual(["disqualify"]);
  });
});

describe("the reviews of a work", () => {
  it("are those that were submitted and not taken away", () => {
    const review = (submitted_at: string | null, removed: "stepped_aside" | null = null) => ({ submitted_at, removed });
    const given = review("2024-09-10T08:00:00Z");
    expect(submitted([given, review(null), review("2024-09-11T08:00:00Z", "stepped_aside")] as never[])).toEqual([given]);
  });

  it("can be there from the review on", () => {
    expect((["screening", "in_review", "not_judged", "awarded"] as const).map((status) => isJudged({ status })))
      .toEqual([false, true, true, true]);
  });
});
