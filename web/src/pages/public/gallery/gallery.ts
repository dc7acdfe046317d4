/** The winners as they are shown: each work once, with all of its awards, and units apart. */

import type { GalleryWinner } from "../../../document";
import { halfWidth } from "../../../typed";

/** Its awards are in the order of the plan. The first gives the work its address. */
export interface GalleryItem {
  title: string;
  recipient: string;
  awards: GalleryWinner[];
}

function grouped(winners: GalleryWinner[]): GalleryItem[] {
  const found = new Map<string, GalleryItem>();
  for (const winner of winners) {
    const { title, recipient, poster } = winner;
    // The signature of its address can differ, the still cannot.
    const key = JSON.stringify([title, recipient, poster?.split("?")[0]]);
    const item = found.get(key) ?? { title, recipient, awards: [] };
    item.awards.push(winner);
    found.set(key, item);
  }
  return [...found.values()];
}

/** What is not for a work is a unit's. */
export const worksOf = (winners: GalleryWinner[]): GalleryItem[] =>
  grouped(winners.filter(({ title }) => title));
export const unitsOf = (winners: GalleryWinner[]): GalleryItem[] =>
  grouped(winners.filter(({ title }) => !title));

export interface GalleryFilter {
  award: string;
  theme: string;
  typed: string;
}

export function filtered(items: GalleryItem[], { award, theme, typed }: GalleryFilter): GalleryItem[] {
  const wanted = halfWidth(typed).toLowerCase();
  return items.filter(
    ({ title, recipient, awards }) =>
      (!award || awards.some((one) => one.award === award)) &&
      (!theme || awards.some((one) => one.theme === theme)) &&
      [title, recipient].some((text) => text.toLowerCase().includes(wanted)),
  );
}

/** The theme that stands beside a work. */
export const themeOf = ({ awards }: GalleryItem): string | null => awards[0]?.theme ?? null;
export const posterOf = ({ awards }: GalleryItem): string | null => awards[0]?.poster ?? null;
