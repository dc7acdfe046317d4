import { describe, expect, it } from "vitest";
import type { Match, MatchOutcome } from "../../src/document";
import { countsOf, filtered } from "../../src/pages/unit/reconciliation";

const match = (title: string, outcome: MatchOutcome, number = ""): Match => ({
  outcome, recommendation: null, number: null, entry: null, entry_number: number, status: null,
  status_name: null, title, entrant: "湘江重工集团", differences: [],
});
const MATCHES = [
  match("没有行的作品", "upload_without_row", "GY-0412"),
  match("钢铁脊梁", "matched", "GY-0411"),
  match("一颗螺丝钉", "row_without_upload"),
];
const titles = (filter: Partial<Parameters<typeof filtered>[1]>) =>
  filtered(MATCHES, { outcome: "", typed: "", ...filter }).map(({ title }) => title);

describe("the reconciliation", () => {
  it("is filtered by its outcome and by what is typed, in any width and case", () => {
    expect(titles({})).toHaveLength(3);
    expect(titles({ outcome: "matched" })).toEqual(["钢铁脊梁"]);
    expect(titles({ typed: "ｇｙ-0412" })).toEqual(["没有行的作品"]);
    expect(titles({ typed: "螺丝", outcome: "matched" })).toEqual([]);
  });

  it("counts each outcome", () => {
    expect(countsOf(MATCHES)).toEqual({ matched: 1, differs: 0, row_without_upload: 1, upload_without_row: 1 });
  });
});
