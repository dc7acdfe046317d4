import { describe, expect, it } from "vitest";
import { isUsed } from "../../src/pages/host/rounds/awardedRound";

const round = (id: string, state: "open" | "closed" | "chosen" | null, award_round: string | null = null) =>
  ({ id, state, award_round });

describe("the scores of a round", () => {
  it("are used once awards have begun over them, or works were chosen for a later round", () => {
    expect(isUsed([round("first", "closed", "first-awards-1")], "first")).toBe(true);
    expect(isUsed([round("first", "closed"), round("final", "chosen")], "first")).toBe(true);
    expect(isUsed([round("first", "closed"), round("second", null), round("final", "open")], "first")).toBe(true);
  });

  it("are not before", () => {
    const rounds = [round("first", "closed"), round("final", null)];
    expect([isUsed(rounds, "first"), isUsed(rounds, "final")]).toEqual([false, false]);
    expect(isUsed([round("first", "closed"), round("final", "open")], "final")).toBe(false);
  });
});
