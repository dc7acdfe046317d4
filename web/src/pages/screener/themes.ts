/** What can be done about the theme of an entry that is screened. */

import type { CallForEntries, ScreeningCase } from "../../document";

type Case = Pick<ScreeningCase, "status" | "claim" | "proposed" | "theme_change"> & { form: Pick<ScreeningCase["form"], "theme"> };
type Themes = Pick<CallForEntries, "themes">;

export const otherThemes = ({ themes }: Themes, { form }: Case) => themes.filter(({ id }) => id !== form.theme);

/** Whether the reader may change anything about it: nobody else works on it. */
const isOpen = ({ status, claim }: Case) => status === "screening" && (!claim || claim.mine);

/** `propose`: another theme; `take_back`: what was proposed. A decision that waits for a second screener
 * comes first. */
export function possible(contest: Themes, entry: Case): "propose" | "take_back" | null {
  if (!isOpen(entry)) return null;
  if (entry.theme_change) return contest.themes.some(({ id }) => id === entry.form.theme) ? "take_back" : null;
  return !entry.proposed && otherThemes(contest, entry).length ? "propose" : null;
}
