/** Audit records as they are listed. */

import type { LoggedRecord, SubjectKind } from "../../../document";
import { halfWidth } from "../../../typed";

/** In the order of the choices. */
export const KINDS = [
  "contest", "entry", "duplicate", "round", "review", "conflict", "award", "objection", "certificate",
  "ceremony", "package", "person", "unit", "mail",
] as const satisfies SubjectKind[];

export interface AuditLine extends LoggedRecord {
  /** Who acted, what was done, and about what, in words. */
  who: string;
  what: string;
  about: string;
}

/** What was typed stands in the words of the line, or in what the record holds. */
export function matches({ who, what, about, action, details }: AuditLine, typed: string): boolean {
  const wanted = halfWidth(typed).toLowerCase();
  return [who, what, about, action, ...detailsOf(details).map(([, text]) => text)]
    .some((text) => text.toLowerCase().includes(wanted));
}

/** The newest first; of one moment, the later of its chain. */
export const newestFirst = (one: LoggedRecord, other: LoggedRecord): number =>
  Date.parse(other.at) - Date.parse(one.at) || other.sequence - one.sequence;

/** What a record holds, as lines. What is empty is left out. */
export function detailsOf(details: LoggedRecord["details"]): [string, string][] {
  return Object.entries(details)
    .map(([name, value]): [string, string] => [name, textOf(value)])
    .filter(([, text]) => text);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((part) => typeof part !== "object")) return value.join(" · ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
