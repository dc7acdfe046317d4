/** A contest's name for a large heading: what stands in 「」 or “” is its heart. */

export interface TitleParts {
  before: string;
  /** May be broken between them, and nowhere else. */
  pieces: string[];
  after: string;
}

export function titleParts(name: string): TitleParts {
  const [, before = "", heart = name, after = ""] = /^(.*?)(「.+」|“.+”)(.*)$/.exec(name) ?? [];
  const pieces = heart.startsWith("「") ? (heart.match(/[^·]*·|[^·]+/g) ?? [heart]) : [heart];
  return { before: before.trim(), pieces, after: after.trim() };
}
