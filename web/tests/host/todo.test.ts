import { describe, expect, it } from "vitest";
import { todosOf, type Waiting } from "../../src/pages/host/todo";

const round = (id: string, state: "open" | "closed" | null, award_round: string | null = null) => ({
  id, name: { zh: "", en: "" }, opens: "", closes: "2024-10-01T00:00:00Z", reviews_per_entry: 3, state, award_round,
});
const overview = (rounds: Waiting["overview"]["rounds"], now = "2024-09-01T00:00:00Z") => ({ rounds, now, held_back: 0 });
const nothing: Waiting = { overview: overview([]), awards: [], late: 0, overdue: 0, films: 0, reports: [], undecided: {} };
const keys = (of: Partial<Waiting>) => todosOf({ ...nothing, ...of }).map(({ key, n, page }) => [key, n, page]);

describe("what waits for the host", () => {
  it("is nothing where nothing waits", () => {
    expect(keys({ overview: overview([round("r1", "open")]) })).toEqual([]);
  });

  it("has what hurts somebody first", () => {
    expect(
      keys({
        late: 2, overdue: 3, films: 1, reports: [{ status: "pending" }, { status: "confirmed" }],
        awards: [
          { id: "a1", status: "provisional", open_objections: 1, open_revocations: 0 },
          { id: "a2", status: "proposed", open_objections: 0, open_revocations: 0 },
          { id: "a3", status: "granted", open_objections: 0, open_revocations: 2 },
        ],
      }),
    ).toEqual([
      ["objections", 1, "host-objections"], ["revocations", 2, "host-award"], ["confirm", 1, "host-award"], ["overdue", 3, "host-works"],
      ["late", 2, "host-works"], ["films", 1, "host-works"], ["reports", 1, "host-publicity"],
    ]);
  });

  it("has certificates that are held back", () => {
    expect(keys({ overview: { ...overview([]), held_back: 2 } })).toEqual([["held", 2, "host-certificates"]]);
  });

  it("offers awards once a closed round has no work with too few reviews", () => {
    const rounds = [round("r1", "closed")];
    expect(keys({ overview: overview(rounds) })).toEqual([["begin", 1, "host-awards"]]);
    expect(keys({ overview: overview(rounds), undecided: { r1: 2 } })).toEqual([["undecided", 2, "host-round"]]);
    expect(keys({ overview: overview([round("r1", "closed", "a1")]) })).toEqual([]);
  });

  it("asks for the works of a later round when the one before is over, and not for awards", () => {
    const rounds = [round("r1", "closed"), round("r2", null)];
    expect(keys({ overview: overview(rounds) })).toEqual([["entering", 1, "host-round"]]);
  });

  it("asks for no works once awards have begun by the scores of the round before", () => {
    expect(keys({ overview: overview([round("r1", "closed", "a1"), round("r2", null)]) })).toEqual([]);
  });

  it("offers awards over a round whose next one was missed", () => {
    const rounds = [round("r1", "closed"), round("r2", null)];
    const found = keys({ overview: overview(rounds, "2024-10-01T00:00:00Z") });
    expect(found.map(([key]) => key)).toContain("begin");
  });
});
