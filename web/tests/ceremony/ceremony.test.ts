import { describe, expect, it } from "vitest";
import { answerOf, namesIn, typedAnswer } from "../../src/components/ceremony";
import type { CeremonyView } from "../../src/document";

const view = (changes: Partial<CeremonyView>): CeremonyView => ({
  version: 3, ceremony_version: 1, at: "2024-11-01T02:00:00Z", place: { zh: "长沙", en: "Changsha" }, note: null,
  answer_by: "2024-10-20T00:00:00Z", may_answer: true, awards: [], status: "invited", guests: 0, names: [],
  answered_at: null, ...changes,
});

const SEEN = { version: 4, ceremony_version: 2 };

describe("the answer to an invitation", () => {
  it("chooses nothing by itself", () => {
    expect(typedAnswer(view({}))).toEqual({ coming: "", guests: 1, names: "" });
  });

  it("begins with what was answered before", () => {
    const before = view({ status: "coming", guests: 3, names: ["周立群", "顾清源"] });
    expect(typedAnswer(before)).toEqual({ coming: "yes", guests: 3, names: "周立群\n顾清源" });
    expect(typedAnswer(view({ status: "not_coming" })).coming).toBe("no");
  });

  it("takes names apart at lines and at commas of both kinds", () => {
    expect(namesIn("周立群、顾清源\n 李 明 ，\n\nJohn Smith;王五")).toEqual(["周立群", "顾清源", "李 明", "John Smith", "王五"]);
  });

  it("brings nobody along if one does not come", () => {
    expect(answerOf({ coming: "no", guests: 3, names: "周立群" }, SEEN)).toEqual({
      coming: false, guests: 0, names: [], expected_version: 4, ceremony_version: 2,
    });
    expect(answerOf({ coming: "yes", guests: 2, names: "周立群" }, SEEN)).toEqual({
      coming: true, guests: 2, names: ["周立群"], expected_version: 4, ceremony_version: 2,
    });
  });
});
