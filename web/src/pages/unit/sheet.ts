/** The answers to a sheet, row by row. */

import type { SheetMistake, SheetPreview } from "../../document";

type Step = SheetPreview["steps"][number];

export interface SheetRow {
  row: number;
  /** `wrong`: the row has mistakes. A row that only moved is the `same`. */
  kind: Exclude<Step["kind"], "moved"> | "wrong";
  title: string;
  theme: string;
  entrant: string;
  seconds: number | null;
  /** The title as it was handed in before, if it is another. */
  before: string;
  mistakes: SheetMistake[];
}

const NOTHING = { title: "", theme: "", entrant: "", seconds: null, before: "" };

/** All rows that are filled in, in the order of the sheet. Those with mistakes have no more than these. */
export function rowsOf({ steps, mistakes }: Pick<SheetPreview, "steps" | "mistakes">): SheetRow[] {
  const found = new Map<number, SheetRow>();
  for (const { before, kind, ...step } of steps) {
    const was = before && before !== step.title ? before : "";
    found.set(step.row, { ...step, kind: kind === "moved" ? "same" : kind, before: was, mistakes: [] });
  }
  for (const mistake of mistakes) {
    const row = found.get(mistake.row) ?? { ...NOTHING, row: mistake.row, kind: "wrong", mistakes: [] };
    found.set(mistake.row, { ...row, kind: "wrong", mistakes: [...row.mistakes, mistake] });
  }
  return [...found.values()].sort((one, other) => one.row - other.row);
}

export type Counts = Record<SheetRow["kind"], number>;

export function countsOf(rows: SheetRow[]): Counts {
  const counts: Counts = { wrong: 0, new: 0, matched: 0, changed: 0, same: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}

/** Rows whose commit changes something. */
export const changing = ({ new: added, matched, changed }: Counts): number => added + matched + changed;

/** Rows whose commit writes their new row number alone. */
export const movedOf = ({ steps }: Pick<SheetPreview, "steps">): number =>
  steps.filter(({ kind }) => kind === "moved").length;
