/** The answer to an invitation to the ceremony, as it is typed and as it is sent. */

import type { CeremonyAnswer, CeremonyView } from "../document";

export interface TypedAnswer {
  coming: "yes" | "no" | "";
  guests: number;
  /** One a line, or separated by 、 and the like. */
  names: string;
}

/** What was answered before; at first nothing is chosen. */
export const typedAnswer = ({ status, guests, names }: CeremonyView): TypedAnswer => ({
  coming: status === "coming" ? "yes" : status === "not_coming" ? "no" : "",
  guests: guests || 1,
  names: names.join("\n"),
});

export const namesIn = (typed: string): string[] =>
  typed.split(/[\n,;、，；]/).map((name) => name.trim()).filter(Boolean);

/** Whoever does not come brings nobody. `seen`: the invitation as it is shown. */
export function answerOf(
  { coming, guests, names }: TypedAnswer, { version, ceremony_version }: Pick<CeremonyView, "version" | "ceremony_version">,
): CeremonyAnswer {
  const seen = { expected_version: version, ceremony_version };
  if (coming !== "yes") return { coming: false, guests: 0, names: [], ...seen };
  return { coming: true, guests, names: namesIn(names), ...seen };
}
