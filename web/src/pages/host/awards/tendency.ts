/** How much higher or lower a judge scores than the others on the same works, in words. */

import type { JudgeTendency } from "../../../document";
import { i18n } from "../../../i18n";

const EVEN = 0.05;

export function offsetText({ offset }: Pick<JudgeTendency, "offset">): string {
  const { t } = i18n.global;
  if (offset === null || offset === undefined) return t("host.results.too_few");
  if (Math.abs(offset) < EVEN) return t("host.results.even");
  return t(offset > 0 ? "host.results.higher" : "host.results.lower", { n: Math.abs(offset).toFixed(1) });
}
