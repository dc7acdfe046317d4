/** An award list as the page shows it: by award and place, with ties, and the changes that decide. */

import type { AwardChangeInput, AwardProposal, FreePlace, ListedWinner, PlaceOverview } from "../../../document";

export type Change = AwardChangeInput;
export type Line = ListedWinner;

/** One award or level; of a theme award, in one theme. */
export interface PlaceLines {
  place: PlaceOverview;
  theme: string | null;
  lines: Line[];
  /** How many winners are missing. */
  free: number;
  tie: Tie | null;
}

/** More works than places have the same score. */
export interface Tie {
  lines: Line[];
  /** How many of them can have the place. */
  number: number;
}

export interface Section {
  /** The id of the award, or `criterion` for all awards that go by one criterion. */
  key: string;
  kind: PlaceOverview["kind"];
  places: PlaceLines[];
}

export const who = (of: { entry?: string | null; unit?: string | null }): string =>
  of.entry ?? of.unit ?? "";

const placeOf = (line: Line): string => line.level ?? line.award;

/** In the order of the plan. Awards by one criterion share a section. */
export function sectionsOf(
  plan: PlaceOverview[], free: FreePlace[], winners: Line[],
): Section[] {
  const sections = new Map<string, Section>();
  for (const place of plan) {
    const key = place.kind === "criterion" ? "criterion" : place.award;
    const section = sections.get(key) ?? { key, kind: place.kind, places: [] };
    sections.set(key, section);
    for (const one of free.filter((count) => count.place === place.place)) {
      const lines = winners.filter(
        (line) => placeOf(line) === place.place && (one.theme === null || line.theme === one.theme),
      );
      section.places.push({
        place, theme: one.theme, lines, free: one.free, tie: tieIn(lines, one.available),
      });
    }
  }
  return [...sections.values()];
}

/** Of a list that fills what is free: only the places that it can give. */
export const withoutFilled = (sections: Section[]): Section[] =>
  sections
    .map((section) => ({ ...section, places: section.places.filter(({ lines, free }) => lines.length || free) }))
    .filter(({ places }) => places.length);

/** Places of a granted list that are free because their winner no longer stands. */
export const lostPlaces = ({ status, winners, places }: Pick<AwardProposal, "status" | "winners" | "places">): FreePlace[] =>
  status !== "granted"
    ? []
    : places.filter(({ place, theme, free }) =>
        free && winners.some((line) => (line.off || line.revoked) && placeOf(line) === place && (line.theme ?? null) === theme),
      );

/** Whether everybody sees the list. `now`: the contest's time. */
export const isPublic = ({ status, public_from }: Pick<AwardProposal, "status" | "public_from">, now: string): boolean =>
  status === "provisional"
    ? Date.parse(public_from ?? now) <= Date.parse(now)
    : status === "final" || status === "granted";

/** Nothing is left to decide where the tied works fit into the places. `number`: of the places that the list can give. */
export function tieIn(lines: Line[], number: number): Tie | null {
  const tied = lines.filter((line) => line.tied && !line.off);
  const settled = lines.filter((line) => !line.tied && !line.off).length;
  const left = Math.max(0, number - settled);
  return tied.length > left ? { lines: tied, number: left } : null;
}

/** Those who are not chosen lose the place, with the reason. */
export function tieDecision(place: PlaceLines, chosen: string[], reason: string): Change[] {
  const lost = place.tie?.lines.filter((line) => !chosen.includes(who(line))) ?? [];
  return lost.map((line) => dropOf(place.place.place, line, reason));
}

export const dropOf = (place: string, line: Line, reason: string, override = false): Change =>
  ({ action: "drop", place, entry: line.entry, unit: line.unit, reason, override });

export const addOf = (
  place: string, to: { entry: string | null; unit: string | null }, reason: string, override = false,
): Change => ({ action: "add", place, ...to, reason, override });

/** To whom a place is given; null while nobody is chosen. */
export function chosenOf({ place }: PlaceLines, entry: string, unit: string) {
  if (place.kind !== "unit") return entry ? { entry, unit: null } : null;
  return unit.trim() ? { entry: null, unit: unit.trim() } : null;
}

/** Whether two lists of changes are the same, as the API compares them. */
export const sameChanges = (one: Change[], other: Change[]): boolean =>
  one.length === other.length && one.every((change, index) => key(change) === key(other[index]!));

const key = ({ action, place, entry, unit, reason, override }: Change): string =>
  JSON.stringify([action, place, entry ?? null, unit ?? null, reason, override ?? false]);

/** Undone is one change, or both of a drop and an add that were made together. */
export const without = (changes: Change[], index: number): Change[] =>
  changes.filter((_, at) => at !== index);

/** The first award round over these scores, or the next after those that were discarded. */
export const nextAwardRound = (reviewRound: string, known: { id: string }[]): string => {
  const taken = new Set(known.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const name = `${reviewRound.slice(0, 50)}-awards-${number}`;
    if (!taken.has(name)) return name;
  }
};
