/** The ceremony as the host types it, and as it is sent. */

import type { CeremonyDetail, CeremonyPlanInput } from "../../../document";
import { wallTime, zonedTime } from "../../screener/zonedTime";

export interface TypedPlan {
  at: string;
  answerBy: string;
  place: string;
  placeEn: string;
  note: string;
  noteEn: string;
}

/** Without English the Chinese text stands for both. */
const textOf = (zh: string, en: string) => ({ zh: zh.trim(), en: en.trim() || zh.trim() });
const english = (text: { zh: string; en: string } | null | undefined) =>
  text && text.en !== text.zh ? text.en : "";

export function typedPlan({ plan }: Pick<CeremonyDetail, "plan">, timeZone: string): TypedPlan {
  return {
    at: plan ? wallTime(plan.at, timeZone) : "",
    answerBy: plan ? wallTime(plan.answer_by, timeZone) : "",
    place: plan?.place.zh ?? "",
    placeEn: english(plan?.place),
    note: plan?.note?.zh ?? "",
    noteEn: english(plan?.note),
  };
}

export function planOf(typed: TypedPlan, timeZone: string): CeremonyPlanInput {
  return {
    at: zonedTime(typed.at, timeZone),
    answer_by: zonedTime(typed.answerBy, timeZone),
    place: textOf(typed.place, typed.placeEn),
    note: typed.note.trim() ? textOf(typed.note, typed.noteEn) : null,
  };
}
