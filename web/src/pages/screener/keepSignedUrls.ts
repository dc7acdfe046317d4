/** The same case, answered again while somebody is at work on it. */

import type { Case } from "../../document";

/** `next` with the addresses and the order of `before`, if it is about the same upload: each answer
 * signs addresses anew, and what plays or is read has to stay as it is. */
export function goingOn(before: Case | null, next: Case): Case {
  if (before?.id !== next.id || before.version !== next.version) return next;
  const known = before.suspicions.map(({ other }) => other);
  const place = (other: string) => (known.includes(other) ? known.indexOf(other) : known.length);
  const boards = new Map(before.suspicions.map(({ other, storyboard }) => [other, storyboard]));
  return {
    ...next,
    video: before.video,
    poster: before.poster ?? next.poster,
    storyboard: before.storyboard ?? next.storyboard,
    suspicions: next.suspicions
      .map((one) => ({ ...one, storyboard: boards.get(one.other) ?? one.storyboard }))
      .sort((a, b) => place(a.other) - place(b.other)),
  };
}
