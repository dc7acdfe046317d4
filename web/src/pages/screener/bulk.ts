/** Several works that pass at once. */

import type { LeftOutEntry, ListedEntry, PassAnswer } from "../../document";
import { localize } from "../../i18n";

/** The most works of one preview. */
export const MOST = 50;

type Named = Pick<ListedEntry, "id" | "number" | "title">;

/** Those that are chosen and still listed. */
export const chosenOf = <T extends Named>(rows: T[], picked: ReadonlySet<string>): T[] =>
  rows.filter(({ id }) => picked.has(id));

export function toggled(picked: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Whether all that are listed are chosen, as far as they pass at once. */
export const hasAll = (rows: Named[], picked: ReadonlySet<string>): boolean =>
  rows.length > 0 && rows.slice(0, MOST).every(({ id }) => picked.has(id));

/** Chooses all of these; nothing if they are chosen already. */
export const allOrNone = (rows: Named[], picked: ReadonlySet<string>): Set<string> =>
  new Set(hasAll(rows, picked) ? [] : rows.slice(0, MOST).map(({ id }) => id));

/** What does not pass, as the list names it, and why. */
export const leftOutOf = (leftOut: LeftOutEntry[], rows: Named[]) =>
  leftOut.map(({ id, text }) => {
    const { number = "", title = "" } = rows.find((row) => row.id === id) ?? {};
    return { id, number, title, why: localize(text) };
  });

/** How many have passed, and how many wait for a second screener. */
export function countOf({ passed }: PassAnswer): { passed: number; proposed: number } {
  const proposed = passed.filter((one) => one.proposed).length;
  return { passed: passed.length - proposed, proposed };
}
