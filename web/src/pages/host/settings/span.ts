/** Spans of time of the rules, such as `P7D` or `PT10M`, as people say them. A year is 365 days. */

import { language } from "../../../i18n";

const UNITS = ["year", "day", "hour", "minute", "second"] as const;
const WRITTEN = /^P(?:(\d+)Y)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Empty if it is none: `PT0S`. */
export function spanText(span: string): string {
  const [, ...found] = WRITTEN.exec(span) ?? [];
  return UNITS.map((unit, index) => ({ unit, n: Number(found[index] ?? 0) }))
    .filter(({ n }) => n)
    .map(({ unit, n }) => inWords(unit, n))
    .join(" ");
}

/** With a space between number and unit, in Chinese too. */
function inWords(unit: (typeof UNITS)[number], n: number): string {
  const options = { style: "unit", unit, unitDisplay: "long" } as const;
  const parts = new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en-GB", options).formatToParts(n);
  return parts.filter(({ type }) => type !== "literal").map(({ value }) => value).join(" ");
}
