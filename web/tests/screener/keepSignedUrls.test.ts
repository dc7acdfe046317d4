import { describe, expect, it } from "vitest";
import type { Case, Suspected } from "../../src/document";
import { goingOn } from "../../src/pages/screener/keepSignedUrls";

const suspected = (other: string, storyboard: string | null) => ({ other, storyboard });

function held(signed: string, others: string[], more: Partial<Case> = {}): Case {
  return {
    id: "e1", version: 3, video: `v?${signed}`, poster: `p?${signed}`, storyboard: `s?${signed}`,
    suspicions: others.map((other) => suspected(other, `${other}?${signed}`)) as Suspected[],
    ...more,
  } as Case;
}

describe("a case that is answered again", () => {
  it("keeps its addresses and the order of what is suspected", () => {
    const next = goingOn(held("one", ["a", "b"]), held("two", ["b", "c", "a"]));
    expect(next).toEqual(
      held("one", ["a", "b"], {
        suspicions: [
          suspected("a", "a?one"), suspected("b", "b?one"), suspected("c", "c?two"),
        ] as Suspected[],
      }),
    );
  });

  it("takes a picture that was not there before", () => {
    const before = held("one", [], { poster: null, storyboard: null });
    const next = goingOn(before, held("two", []));
    expect([next.video, next.poster, next.storyboard]).toEqual(["v?one", "p?two", "s?two"]);
  });

  it("is shown as it is when the entry has changed", () => {
    const next = held("two", ["a"], { version: 4 });
    expect(goingOn(held("one", ["a"]), next)).toEqual(next);
  });
});
