/** Finding works in the host's list, and what can be done to them. */

import type { EntryStatus, HostEntry } from "../../../document";
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

export function actionsFor({ status }: Pick<HostEntry, "status">): WorkActionName[] {
  const found: WorkActionName[] = [];
  if (REOPENED.includes(status)) found.push("reopen");
  if (MOVED.includes(status)) found.push("move");
  if (!ENDED.includes(status)) found.push("disqualify");
  return found;
}
