/** Finding works in the host's list, and what can be done to them. */

import type { EntryStatus, GivenReview, HostEntry } from "../../../document";
import { halfWidth } from "../../../typed";

export interface WorkFilter {
  status: EntryStatus | "";
  theme: string;
  /** A number, a title or an entrant. */
  typed: string;
}

export function filtered(works: HostEntry[], { status, theme, typed }: WorkFilter): HostEntry[] {
  const wanted = halfWidth(typed).toLowerCase();
  return works.filter(
    (one) =>
      (!status || one.status === status) && (!theme || one.theme === theme) &&
      [one.number, one.title, one.entrant].some((text) => text.toLowerCase().includes(wanted)),
  );
}

export type WorkActionName = "reopen" | "move" | "disqualify";

/** What the API would refuse is not offered. It decides again on every request. */
const REOPENED: EntryStatus[] = ["rejected", "returned", "in_review"];
const MOVED: EntryStatus[] = ["screening"];
const ENDED: EntryStatus[] = ["withdrawn", "disqualified", "draft", "uploading"];

/** A returned work without a title is its entrant's, who changes it. */
export function actionsFor({ status, title }: Pick<HostEntry, "status" | "title">): WorkActionName[] {
  const found: WorkActionName[] = [];
  if (REOPENED.includes(status) && (title || status !== "returned")) found.push("reopen");
  if (MOVED.includes(status)) found.push("move");
  if (!ENDED.includes(status)) found.push("disqualify");
  return found;
}

const JUDGED: EntryStatus[] = ["in_review", "reviewed", "awarded", "not_awarded", "not_judged", "disqualified", "withdrawn"];

/** Whether judges may have submitted something about it. */
export const isJudged = ({ status }: Pick<HostEntry, "status">): boolean => JUDGED.includes(status);

/** Reviews that are submitted and were not taken away. */
export const submitted = <T extends Pick<GivenReview, "submitted_at" | "removed">>(all: T[]) =>
  all.filter((one): one is T & { submitted_at: string } => one.submitted_at !== null && !one.removed);
