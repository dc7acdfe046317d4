import { describe, expect, it } from "vitest";
import { phaseOf } from "../../src/composables/useDeadline";

const contest = { dates: { submission_opens: "2024-03-01T00:00:00+08:00" } } as never;
const [at, grace] = ["2024-08-01T00:00:00+08:00", "2024-08-01T00:30:00+08:00"];
const phase = (iso: string, grace_until: string | null = null) =>
  phaseOf(contest, { at, grace_until }, Date.parse(iso));

describe("a deadline", () => {
  it.each([
    ["2024-02-29T15:59:59Z", "not_open"],
    ["2024-02-29T16:00:00Z", "open"],
    ["2024-07-31T15:59:59Z", "open"],
    ["2024-07-31T16:00:00Z", "over"],
  ])("stands at %s as %s", (moment, expected) => {
    expect(phase(moment)).toBe(expected);
  });

  it("with grace is over when the grace ends, and never open and over at once", () => {
    expect(phase("2024-07-31T16:00:00Z", grace)).toBe("grace");
    expect(phase("2024-07-31T16:29:59Z", grace)).toBe("grace");
    expect(phase("2024-07-31T16:30:00Z", grace)).toBe("over");
  });
});
