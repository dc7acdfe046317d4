import { describe, expect, it } from "vitest";
import { type AuditLine, detailsOf, matches, newestFirst } from "../../src/pages/host/audit/audit";

const line = (changes: Partial<AuditLine>): AuditLine => ({
  kind: "entry", entries: ["e1"], sequence: 1, at: "2024-08-01T00:00:00Z", actor: "host", person: "a1",
  action: "entry.disqualify", details: { reason: "版权争议成立" }, hash: "", who: "主办单位", what: "取消资格", about: "作品 GY-0412",
  ...changes,
});

describe("an audit record", () => {
  it.each([["取消", true], ["ｇｙ-0412", true], ["争议", true], ["entry.dis", true], ["", true], ["撤回", false]])(
    "is found by what it says: %s", (typed, found) => expect(matches(line({}), typed)).toBe(found),
  );

  it("stands before older ones, and before earlier ones of the same moment", () => {
    const lines = [line({ sequence: 1 }), line({ sequence: 2 }), line({ sequence: 9, at: "2024-07-31T00:00:00Z" })];
    expect(lines.sort(newestFirst).map(({ sequence }) => sequence)).toEqual([2, 1, 9]);
  });

  it("shows what it holds as lines, without what is empty", () => {
    expect(detailsOf({ reason: "复议", n: 0, none: null, text: "", coming: false, list: ["a", "b"], plan: { a: 1 } })).toEqual([
      ["reason", "复议"], ["n", "0"], ["coming", "false"], ["list", "a · b"], ["plan", '{"a":1}'],
    ]);
  });
});
