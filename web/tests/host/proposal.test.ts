import { describe, expect, it } from "vitest";
import {
  addOf, chosenOf, dropOf, isPublic, type Line, lostPlaces, nextAwardRound, sameChanges, sectionsOf, tieDecision, tieIn,
  withoutFilled,
} from "../../src/pages/host/awards/proposal";

const name = { zh: "奖", en: "Award" };
const place = (id: string, award: string, kind: "overall" | "theme" | "criterion" | "special" | "unit", number = 1) =>
  ({ place: id, name, award, award_name: name, kind, number, min_score: 60, criterion: null });
const free = (id: string, number: number, missing: number, theme: string | null = null) =>
  ({ place: id, name, theme, number, available: number, free: missing });
const line = (entry: string, award: string, level: string | null = null, more: Partial<Line> = {}): Line => ({
  award, level, name, entry, title: entry, theme: null, unit: null, recipient: "单位", score: "90.00",
  tied: false, same_as: [], override: false, why: name, off: false, revoked: false, objection_upheld: false, ...more,
});

const GOLD = place("gold", "overall", "overall");
const BRONZE = place("bronze", "overall", "overall", 3);
const THEME = place("theme-award", "theme-award", "theme");
const STORY = place("best-story", "best-story", "criterion");
const ART = place("best-art", "best-art", "criterion");

describe("an award list", () => {
  it("stands in the order of the plan, with all awards by a criterion together", () => {
    const found = sectionsOf(
      [GOLD, BRONZE, STORY, ART, THEME],
      [
        free("gold", 1, 0), free("bronze", 3, 3), free("best-story", 1, 1), free("best-art", 1, 0),
        free("theme-award", 1, 1, "green"), free("theme-award", 1, 0, "digital"),
      ],
      [
        line("e1", "overall", "gold"), line("e2", "best-art"),
        line("e1", "theme-award", null, { theme: "digital" }),
      ],
    );
    expect(
      found.map(({ key, places }) => [
        key, places.map((one) => [one.place.place, one.theme, one.lines.map(({ entry }) => entry), one.free]),
      ]),
    ).toEqual([
      ["overall", [["gold", null, ["e1"], 0], ["bronze", null, [], 3]]],
      ["criterion", [["best-story", null, [], 1], ["best-art", null, ["e2"], 0]]],
      ["theme-award", [["theme-award", "green", [], 1], ["theme-award", "digital", ["e1"], 0]]],
    ]);
  });
});

describe("a tie", () => {
  const lines = [
    line("e1", "overall", "bronze"), line("e2", "overall", "bronze"),
    line("e3", "overall", "bronze", { tied: true }), line("e4", "overall", "bronze", { tied: true }),
  ];

  it("has the places that the works above it leave", () => {
    const tie = tieIn(lines, 3);
    expect([tie?.number, tie?.lines.map(({ entry }) => entry)]).toEqual([1, ["e3", "e4"]]);
  });

  it("is none where all fit, and does not count a work that is out", () => {
    expect(tieIn(lines, 4)).toBeNull();
    expect(tieIn([...lines.slice(0, 3), line("e5", "overall", "bronze", { tied: true, off: true })], 3)).toBeNull();
  });

  it("has only the places that a list can give beside those who keep theirs", () => {
    const tied = [line("e3", "overall", "bronze", { tied: true }), line("e4", "overall", "bronze", { tied: true })];
    const tieOf = (available: number) =>
      sectionsOf([BRONZE], [{ ...free("bronze", 3, 0), available }], tied)[0]?.places[0]?.tie;
    expect(tieOf(1)).toEqual({ lines: tied, number: 1 });
    expect(tieOf(2)).toBeNull();
  });

  it("takes the place from whoever is not chosen", () => {
    const of = { place: BRONZE, theme: null, lines, free: 0, tie: tieIn(lines, 3) };
    const drop = (entry: string) =>
      ({ action: "drop", place: "bronze", entry, unit: null, reason: "题材更新", override: false });
    expect(tieDecision(of, ["e4"], "题材更新")).toEqual([drop("e3")]);
    expect(tieDecision(of, [], "题材更新")).toEqual([drop("e3"), drop("e4")]);
  });
});

it("is public from its own date, and once it is final", () => {
  const [now, later] = ["2024-10-08T09:00:00+08:00", "2024-10-09T09:00:00+08:00"];
  const shown = (status: "proposed" | "provisional" | "granted", public_from: string | null = null) =>
    isPublic({ status, public_from }, now);
  expect([shown("provisional"), shown("provisional", now), shown("granted", now)]).toEqual([true, true, true]);
  expect([shown("proposed"), shown("provisional", later)]).toEqual([false, false]);
});

describe("changes", () => {
  const drop = dropOf("gold", line("e1", "overall", "gold"), "撤");
  const add = addOf("special", { entry: "e2", unit: null }, "首次公开");

  it("are the same by value, whatever was left out by default, and in their order", () => {
    expect(sameChanges([drop], [{ action: "drop", place: "gold", entry: "e1", reason: "撤" }])).toBe(true);
    expect(sameChanges([drop, add], [add, drop])).toBe(false);
    expect(sameChanges([drop], [{ ...drop, override: true }])).toBe(false);
    expect(sameChanges([drop], [])).toBe(false);
  });
});

describe("whom a place is given to", () => {
  const of = (kind: "overall" | "unit") => ({ place: place("p", "p", kind), theme: null, lines: [], free: 1, tie: null });

  it("is nobody while no work is chosen, or no unit named", () => {
    expect(chosenOf(of("overall"), "", "")).toBeNull();
    expect(chosenOf(of("unit"), "", "  ")).toBeNull();
  });

  it("is the work, or the unit by its name", () => {
    expect(chosenOf(of("overall"), "e2", "")).toEqual({ entry: "e2", unit: null });
    expect(chosenOf(of("unit"), "", " 湘江重工集团 ")).toEqual({ entry: null, unit: "湘江重工集团" });
  });
});

describe("places that became free", () => {
  const lost = { off: false, revoked: true };
  const kept = { off: false, revoked: false };
  const listed = (entry: string, award: string, level: string | null, more: { off: boolean; revoked: boolean }, theme: string | null = null) =>
    ({ ...line(entry, award, level), theme, ...more });
  const places = [free("gold", 1, 1), free("bronze", 3, 1), free("theme-award", 1, 1, "green"), free("theme-award", 1, 1, "digital")];

  it("are those of winners who no longer stand, not those that nobody had", () => {
    const winners = [
      listed("e1", "overall", "gold", lost), listed("e2", "overall", "bronze", kept),
      listed("e3", "theme-award", null, { off: true, revoked: false }, "green"),
    ];
    const found = lostPlaces({ status: "granted", winners, places });
    expect(found.map(({ place: id, theme }) => [id, theme])).toEqual([["gold", null], ["theme-award", "green"]]);
    expect(lostPlaces({ status: "provisional", winners, places })).toEqual([]);
  });

  it("are not free any more once another list has filled them", () => {
    const winners = [listed("e1", "overall", "gold", lost)];
    expect(lostPlaces({ status: "granted", winners, places: [free("gold", 1, 0)] })).toEqual([]);
  });

  it("are all that a list for them shows", () => {
    const sections = sectionsOf([GOLD, BRONZE, STORY], [free("gold", 1, 0), free("bronze", 3, 1), free("best-story", 1, 0)], []);
    expect(withoutFilled(sections).map(({ key, places: of }) => [key, of.map((one) => one.place.place)])).toEqual([
      ["overall", ["bronze"]],
    ]);
  });
});

describe("a new award round", () => {
  it("takes a name that none has", () => {
    expect(nextAwardRound("expert-review", [])).toBe("expert-review-awards-1");
    expect(nextAwardRound("expert-review", [{ id: "final" }, { id: "expert-review-awards-1" }])).toBe(
      "expert-review-awards-2",
    );
  });
});
