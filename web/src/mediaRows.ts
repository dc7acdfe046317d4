/** What a film has to be like, as rows of a list. */

import type { MediaRules } from "./document";
import { formatBytes, formatMinuteRange } from "./format";
import { i18n } from "./i18n";

/** A name and a text for each requirement that the rules have. */
export function mediaRows(media: MediaRules): [string, string][] {
  const { t } = i18n.global;
  const size = media.min_long_side && `${media.min_long_side}×${media.min_short_side}`;
  const rows: [string, string | 0][] = [
    [t("front.work.container"), media.container.toUpperCase()],
    [t("front.work.duration"), formatMinuteRange(Number(media.min_seconds), Number(media.max_seconds))],
    [t("front.work.resolution"), size && t("front.at_least", { size })],
    [t("front.work.aspect"), media.aspects.join(t("front.or"))],
    [t("front.work.size"), t("front.at_most", { size: formatBytes(media.max_bytes) })],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}
