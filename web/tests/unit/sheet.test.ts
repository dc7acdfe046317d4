import { describe, expect, it } from "vitest";
import type { SheetMistake, SheetPreview } from "../../src/document";
import { changing, countsOf, movedOf, rowsOf } from "../../src/pages/unit/sheet";

type Step = SheetPreview["steps"][number];
const step = (row: number, kind: Step["kind"], changes: Partial<Step> = {}): Step => ({
  row, kind, title: `作品 ${row}`, theme: "green", entrant: "湘江重工集团", seconds: 60, before: null, ...changes,
});
const mistake = (row: number, cell: string): SheetMistake => ({
  row, cell, code: "form.missing", measured: "", allowed: "", sentence: { zh: "请填写", en: "Fill it in" },
});
const brief = (preview: Parameters<typeof rowsOf>[0]) =>
  rowsOf(preview).map(({ row, kind, mistakes }) => [row, kind, mistakes.map(({ cell }) => cell)]);

describe("the answers to a sheet", () => {
  it("are one a row, in the order of the sheet", () => {
    const preview = { steps: [step(6, "new"), step(9, "same")], mistakes: [mistake(7, "B7"), mistake(7, "J7"), mistake(8, "A8")] };
    expect(brief(preview)).toEqual([[6, "new", []], [7, "wrong", ["B7", "J7"]], [8, "wrong", ["A8"]], [9, "same", []]]);
  });

  it("call a row wrong that has both a step and a mistake, and keep its title", () => {
    const [row] = rowsOf({ steps: [step(6, "new")], mistakes: [mistake(6, "A6")] });
    expect([row!.kind, row!.title]).toEqual(["wrong", "作品 6"]);
  });

  it("say what a title was before only if it was another", () => {
    const steps = [step(6, "changed", { before: "作品 6" }), step(7, "changed", { before: "旧名" })];
    expect(rowsOf({ steps, mistakes: [] }).map(({ before }) => before)).toEqual(["", "旧名"]);
  });

  it("are counted, and those that change something apart", () => {
    const steps = [step(6, "new"), step(7, "new"), step(8, "matched"), step(9, "changed"), step(10, "same")];
    const counts = countsOf(rowsOf({ steps, mistakes: [mistake(11, "A11")] }));
    expect([counts, changing(counts)]).toEqual([{ wrong: 1, new: 2, matched: 1, changed: 1, same: 1 }, 4]);
  });

  it("call a row that only moved the same, and count it apart, as its number is written", () => {
    const preview = { steps: [step(6, "moved"), step(7, "same"), step(8, "moved")], mistakes: [] };
    const counts = countsOf(rowsOf(preview));
    expect([counts.same, changing(counts), movedOf(preview)]).toEqual([3, 0, 2]);
  });
});
