/** What the frame has read for all pages of a unit. */

import { inject, type InjectionKey } from "vue";
import { themeName } from "../../components/themeName";
import type { CallForEntries, UnitDetail } from "../../document";
import { formatEnd, zoneName } from "../../format";
import { i18n } from "../../i18n";

export interface UnitData {
  contest: CallForEntries;
  unit: UnitDetail;
}

export const UNIT: InjectionKey<UnitData> = Symbol("the unit");

export function useUnit() {
  const found = inject(UNIT);
  if (!found) throw new Error("not below the units' frame");
  const { contest, unit } = found;
  return {
    contest,
    unit,
    until: (iso: string): string =>
      i18n.global.t("deadline.in_zone", {
        date: formatEnd(iso, contest.time_zone), zone: zoneName(contest.time_zone),
      }),
    themeOf: (id: string): string => themeName(contest, id),
  };
}
