import { beforeEach, describe, expect, it } from "vitest";
import { me } from "../../src/api/session";
import type { AccountView, GrantSummary } from "../../src/document";
import { areasOf, homeOf } from "../../src/router/areas";

const grant = (role: string, changes: object = {}) =>
  ({ contest: "spring", role, status: "accepted", unit: "", ends_at: null, ...changes }) as GrantSummary;
const signIn = (grants: GrantSummary[], host = false) => {
  me.value = { id: "a1", address: "zhou@example.com", name: "", host, grants } as AccountView;
};
const names = (contestId = "spring") => areasOf(contestId).map(({ name }) => name);

describe("the areas of a contest", () => {
  beforeEach(() => (me.value = null));

  it("are none for whoever is not signed in, or is in no contest", () => {
    expect(names()).toEqual([]);
    signIn([grant("judge")], true);
    expect(names("")).toEqual([]);
  });

  it("are those of one's roles in it", () => {
    signIn([grant("judge"), grant("screener", { contest: "autumn" })]);
    expect(names()).toEqual(["contest.mine", "reviews.tab"]);
    expect(names("autumn")).toEqual(["contest.mine", "screening.tab"]);
  });

  it("have a unit's pages for whoever works for one", () => {
    signIn([grant("unit", { unit: "hunan" })]);
    expect(names()).toEqual(["contest.mine", "unit.tab"]);
    expect((homeOf("spring") as { name: string }).name).toBe("unit");
  });

  it("leave out what was not accepted, or has ended", () => {
    signIn([grant("judge", { status: "invited" }), grant("screener", { ends_at: "2024-05-01T00:00:00Z" })]);
    expect(names()).toEqual(["contest.mine"]);
  });

  it("have the host's pages in every contest for a host", () => {
    signIn([], true);
    expect(names()).toEqual(["contest.mine", "contest.host"]);
  });

  it("begin with one's role, or with one's works", () => {
    signIn([grant("judge")]);
    expect([homeOf("spring"), homeOf("autumn")].map((to) => (to as { name: string }).name)).toEqual([
      "reviews", "entries",
    ]);
  });
});
