/** Who is called at the ceremony, and when: from the special awards up to the first one. */

import type { CeremonyLine, PlaceOverview } from "../../../document";

export interface Called {
  who: string;
  award: string;
  title: string;
  recipient: string;
  names: string[];
}

/** One line for each award. The plan has the highest award first; what it does not name comes first. */
export function callingOrder(
  lines: Pick<CeremonyLine, "who" | "awards" | "places" | "title" | "recipient" | "names">[],
  plan: Pick<PlaceOverview, "place">[],
  name: (text: { zh: string; en: string }) => string,
): Called[] {
  const order = plan.map(({ place }) => place);
  return lines
    .flatMap(({ who, awards, places, title, recipient, names }) =>
      awards.map((award, index) => ({ place: order.indexOf(places[index]!), who, award: name(award), title, recipient, names })))
    .sort((one, other) => (one.place < 0 ? -1 : other.place < 0 ? 1 : other.place - one.place))
    .map(({ place: _, ...called }) => called);
}
