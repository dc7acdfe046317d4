/** Finding certificates in the list, and what a correction or a spelling sends. */

import type { CertificateLine, CorrectionRequest, HeldBack, SpeltRequest } from "../../../document";
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

/** `𠮷（U+20BB7）`: a character that the screen may lack, too, is named by its number. */
export const named = (character: string) => `${character}（U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}）`;

export const spellingOf = ({ round, place, theme, entry, unit }: HeldBack, glyphs: Record<string, string>): SpeltRequest => ({
  round, place, theme, entry, unit, glyphs,
});

export const isLetter = (character: string) => /\p{L}/u.test(character);

/** The text with what is printed instead of these characters. */
export const spelt = (text: string, glyphs: Record<string, string>) => [...text].map((c) => glyphs[c] ?? c).join("");
