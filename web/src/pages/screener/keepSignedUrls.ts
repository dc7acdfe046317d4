/** Keeps the signed URLs of a case while somebody works on it. */

import type { ScreeningCase } from "../../document";

/** `next` with the URLs and the order of `before`, if both are about the same version of the entry.
 * Each response signs new URLs, and a new URL would restart the video and reload the pictures. */
export function keepSignedUrls(before: ScreeningCase | null, next: ScreeningCase): ScreeningCase {
  if (before?.id !== next.id || before.version !== next.version) return next;
  const known = before.duplicates.map(({ other }) => other);
  const place = (other: string) => (known.includes(other) ? known.indexOf(other) : known.length);
  const storyboards = new Map(
    before.duplicates.map(({ other, storyboard }) => [other, storyboard]),
  );
  return {
    ...next,
    films: next.films.map((film) => before.films.find(({ kind }) => kind === film.kind) ?? film),
    poster: before.poster ?? next.poster,
    storyboard: before.storyboard ?? next.storyboard,
    duplicates: next.duplicates
      .map((one) => ({ ...one, storyboard: storyboards.get(one.other) ?? one.storyboard }))
      .sort((a, b) => place(a.other) - place(b.other)),
  };
}
