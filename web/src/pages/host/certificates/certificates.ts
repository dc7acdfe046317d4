/** Finding certificates in the list, and what a correction sends. */

import type { CertificateLine, CorrectionRequest } from "../../../document";
import { halfWidth } from "../../../typed";

/** By number, code, recipient, award or work; a code is found with or without its dashes. */
export function matches(
  one: Pick<CertificateLine, "number" | "code" | "recipient" | "title" | "award">, typed: string,
): boolean {
  const wanted = halfWidth(typed).toLowerCase();
  const plain = (text: string) => text.toLowerCase().replaceAll("-", "");
  return (
    [one.number, one.recipient, one.title, one.award].some((text) => text.toLowerCase().includes(wanted)) ||
    plain(one.code).includes(plain(wanted))
  );
}

/** What is as it was is left out. */
export function correctionOf(
  before: Pick<CertificateLine, "recipient" | "title">, recipient: string, title: string, reason: string,
): CorrectionRequest {
  const changed = (old: string, now: string) => (now.trim() && now.trim() !== old ? now.trim() : null);
  return { recipient: changed(before.recipient, recipient), title: changed(before.title, title), reason };
}
