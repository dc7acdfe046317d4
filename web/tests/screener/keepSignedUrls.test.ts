import { describe, expect, it } from "vitest";
import type { DuplicateSummary, Film, ScreeningCase } from "../../src/document";
import { keepSignedUrls } from "../../src/pages/screener/keepSignedUrls";

const film = (kind: Film["kind"], signed: string): Film => ({ kind, url: `${kind}?${signed}`, codecs: "", size: 1 });
const suspected = (other: string, storyboard: string | null) => ({ other, storyboard });

function caseOf(signed: string, others: string[], more: Partial<ScreeningCase> = {}): ScreeningCase {
  return {
    id: "e1", version: 3, films: [film("copy", signed)], poster: `p?${signed}`, storyboard: `s?${signed}`,
    duplicates: others.map((other) => suspected(other, `${other}?${signed}`)) as DuplicateSummary[],
    ...more,
  } as ScreeningCase;
}

describe("a case that is loaded again", () => {
  it("keeps its URLs and the order of its duplicates", () => {
    const next = keepSignedUrls(caseOf("one", ["a", "b"]), caseOf("two", ["b", "c", "a"]));
    expect(next).toEqual(
      caseOf("one", ["a", "b"], {
        duplicates: [
          suspected("a", "a?one"), suspected("b", "b?one"), suspected("c", "c?two"),
        ] as DuplicateSummary[],
      }),
    );
  });

  it("takes a picture that it did not have before", () => {
    const before = caseOf("one", [], { poster: null, storyboard: null });
    const next = keepSignedUrls(before, caseOf("two", []));
    expect([next.films, next.poster, next.storyboard]).toEqual([[film("copy", "one")], "p?two", "s?two"]);
  });

  it("takes a rendition that is ready by now", () => {
    const later = caseOf("two", [], { films: [film("rendition", "two"), film("copy", "two")] });
    const next = keepSignedUrls(caseOf("one", []), later);
    expect(next.films).toEqual([film("rendition", "two"), film("copy", "one")]);
  });

  it("is replaced if the entry has changed", () => {
    const next = caseOf("two", ["a"], { version: 4 });
    expect(keepSignedUrls(caseOf("one", ["a"]), next)).toEqual(next);
  });
});
