/** The four steps to a submitted entry, and how each stands. */

import type { EntryView } from "../../document";
import { i18n } from "../../i18n";

export const STEPS = ["form", "declaration", "video", "submit"] as const;
export type StepName = (typeof STEPS)[number];

/** `due`: something is left to do. `later`: others come first. */
export interface Step {
  name: StepName;
  state: "done" | "due" | "busy" | "later";
  /** How it stands, in words. */
  text: string;
}

/** The step in which something that is missing is found. */
export const stepOf = (field: string): StepName =>
  field === "video" || field === "declaration" ? field : "form";

/** `percent`: of the upload that runs in this window; null while none does. */
export function stepsOf(entry: EntryView, percent: number | null): Step[] {
  const left = entry.missing.map(({ field }) => stepOf(field));
  const fields = left.filter((step) => step === "form").length;
  return [
    fields ? step("form", "due", "fields_left", { fields }) : step("form", "done", "filled"),
    left.includes("declaration") ? step("declaration", "due", "not_accepted") : step("declaration", "done", "accepted"),
    videoStep(entry, percent),
    left.length ? step("submit", "later", "others_first") : step("submit", "due", "ready"),
  ];
}

function videoStep({ status, verdict, missing, is_arriving }: EntryView, percent: number | null): Step {
  if (percent !== null) return step("video", "busy", "sending", { percent });
  if (is_arriving) return step("video", "busy", "arriving");
  if (status === "uploading") return step("video", "due", "unfinished");
  if (status === "validating") return step("video", "busy", "checking");
  if (!missing.some(({ field }) => field === "video")) return step("video", "done", "valid");
  return step("video", "due", verdict ? "refused" : "no_video");
}

const step = (name: StepName, state: Step["state"], text: string, values = {}): Step => (
  { name, state, text: i18n.global.t(`steps.${text}`, values) }
);

/** Where to begin: at the first step that is due, or that runs. */
export const firstStep = (entry: EntryView): StepName =>
  stepsOf(entry, null).find(({ state }) => state === "due" || state === "busy")?.name ?? "submit";
