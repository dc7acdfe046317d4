/** A publicity report as it is typed, and as it is sent. */

import type { ReportInput } from "../../document";
import { halfWidth } from "../../typed";

export type TypedReport = Record<"title" | "medium" | "link" | "published" | "reach", string>;

const TEN_THOUSAND = 10_000;

/** Readers as people write them: 32000, 32,000 or 3.2万. `undefined` if it is no number. */
export function readersOf(typed: string): number | null | undefined {
  const plain = halfWidth(typed).replace(/[\s,，]/g, "");
  if (!plain) return null;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(万)?$/.exec(plain) ?? [];
  if (!digits) return undefined;
  const readers = Math.round(Number(digits) * (unit ? TEN_THOUSAND : 1) * 100) / 100;
  return Number.isInteger(readers) ? readers : undefined;
}

/** `null` if the number of readers is none. */
export function reportOf({ title, medium, link, published, reach }: TypedReport): ReportInput | null {
  const readers = readersOf(reach);
  if (readers === undefined) return null;
  return { title: title.trim(), medium: medium.trim(), link: halfWidth(link), published, reach: readers };
}
