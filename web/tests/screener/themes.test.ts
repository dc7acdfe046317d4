import { describe, expect, it } from "vitest";
import type { ScreeningCase } from "../../src/document";
import { otherThemes, possible } from "../../src/pages/screener/themes";

const name = { zh: "主题", en: "Theme" };
const contest = { themes: [{ id: "high-end", name }, { id: "digital", name }, { id: "green", name }] as never[] };
const waiting = { theme: "digital", reason: "更合适", at: "2024-07-29T00:00:00Z", mine: true };
const claim = { name: "李", mine: true, until: "2024-07-29T00:30:00Z" };

const work = (more: Partial<ScreeningCase> = {}) =>
  ({ status: "screening", claim: null, proposed: null, theme_change: null, form: { theme: "high-end" }, ...more }) as ScreeningCase;

describe("another theme for a work", () => {
  it("is any of the contest's but its own", () => {
    expect(otherThemes(contest, work()).map(({ id }) => id)).toEqual(["digital", "green"]);
  });

  it("can be proposed while the work is screened, and nobody else is on it", () => {
    expect(possible(contest, work())).toBe("propose");
    expect(possible(contest, work({ claim }))).toBe("propose");
    expect(possible(contest, work({ claim: { ...claim, mine: false } }))).toBe(null);
    for (const status of ["returned", "in_review", "rejected"] as const) {
      expect(possible(contest, work({ status }))).toBe(null);
    }
  });

  it("cannot be proposed where there is none, or while a decision waits to be confirmed", () => {
    expect(possible({ themes: contest.themes.slice(0, 1) }, work())).toBe(null);
    expect(possible(contest, work({ proposed: { outcome: "pass" } as ScreeningCase["proposed"] }))).toBe(null);
  });

  it("is taken back while it waits for an answer, by its own theme alone", () => {
    expect(possible(contest, work({ theme_change: waiting }))).toBe("take_back");
    expect(possible(contest, work({ theme_change: waiting, status: "returned" }))).toBe(null);
    expect(possible({ themes: contest.themes.slice(1) }, work({ theme_change: waiting }))).toBe(null);
  });
});
