import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Desk, Draft, type Kept } from "../../src/pages/entrant/form/draft";
import { Refused, Unanswered } from "../../src/api/errors";

interface Note {
  title: string;
  names: string[];
}
const BLANK: Note = { title: "", names: [] };
const changed = () => new Refused("item.changed_meanwhile", 412, ["changed"]);

/** A server with one form, which any window may save; `fails` is thrown once, instead of saving. */
class Server implements Desk<Note> {
  kept: Kept<Note> = { answers: BLANK, edits: 3 };
  saves = 0;
  fails: Error | null = null;

  async save(typed: Note, seen: number): Promise<Kept<Note>> {
    this.saves += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const fails = this.fails;
    this.fails = null;
    if (fails) throw fails;
    if (seen !== this.kept.edits) throw changed();
    return this.keep(typed);
  }

  async look(): Promise<Kept<Note>> {
    return this.kept;
  }

  keep(answers: Partial<Note>): Kept<Note> {
    return (this.kept = {
      answers: { ...this.kept.answers, ...answers }, edits: this.kept.edits + 1,
    });
  }
}

let server: Server;
let draft: Draft<Note>;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  draft = new Draft(server.kept, server);
});
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("a draft", () => {
  it("is saved once, after a pause in typing", async () => {
    draft.type({ title: "钢" });
    await pass(500);
    draft.type({ title: "钢铁" });
    await pass(500);
    expect([server.saves, draft.state]).toEqual([0, "unsaved"]);
    await pass(1000);
    expect([server.saves, draft.state, server.kept.answers.title]).toEqual([1, "saved", "钢铁"]);
  });

  it("saves what was typed while it was saving, after it and not beside it", async () => {
    draft.type({ title: "one" });
    await pass(850);
    expect(draft.state).toBe("saving");
    draft.type({ title: "two" });
    await pass(100);
    expect([server.saves, draft.state]).toEqual([1, "unsaved"]);
    await pass(1000);
    expect([server.saves, draft.state, server.kept.edits]).toEqual([2, "saved", 5]);
    expect(server.kept.answers.title).toBe("two");
  });

  it("has nothing to save when it was typed back, or when space alone was typed", async () => {
    draft.type({ title: "x" });
    draft.type({ title: " " });
    await pass(1000);
    expect([server.saves, draft.state]).toEqual([0, "saved"]);
  });

  it("settles at once, whatever is under way", async () => {
    draft.type({ title: "one" });
    await pass(850);
    draft.type({ title: "two" });
    const settled = draft.settle();
    await pass(300);
    expect([await settled, server.kept.answers.title]).toEqual([true, "two"]);
  });

  it("keeps what was typed where nobody answers, and tries again", async () => {
    server.fails = new Unanswered("503");
    draft.type({ title: "kept" });
    await pass(1000);
    expect([draft.state, draft.typed.title]).toEqual(["waiting", "kept"]);
    await pass(16_000);
    expect([draft.state, server.kept.answers.title]).toEqual(["saved", "kept"]);
  });

  it("tells what is refused, and tries again once it is typed otherwise", async () => {
    server.fails = new Refused("form.too_long", 422, ["too long"]);
    draft.type({ title: "long" });
    await pass(1000);
    expect([draft.state, draft.sentences]).toEqual(["refused", ["too long"]]);
    draft.type({ title: "short" });
    await pass(1000);
    expect([draft.state, draft.sentences]).toEqual(["saved", []]);
  });
});

describe("two windows", () => {
  beforeEach(async () => {
    server.keep({ title: "theirs", names: ["they"] });
    draft.type({ title: "mine" });
    await pass(1000);
  });

  it("tells the second, overwrites nothing, and takes over what it had not changed", async () => {
    expect([draft.state, draft.typed]).toEqual(["elsewhere", { title: "mine", names: ["they"] }]);
    expect([draft.differs("title"), draft.differs("names")]).toEqual([true, false]);
    draft.type({ title: "mine!" });
    await pass(5000);
    expect(server.kept.answers.title).toBe("theirs");
    expect(await draft.settle()).toBe(false);
  });

  it("saves what was typed when told to", async () => {
    const kept = draft.keepMine();
    await pass(200);
    expect(await kept).toBe(true);
    expect(server.kept.answers).toEqual({ title: "mine", names: ["they"] });
  });

  it("gives way to what is saved when told to", async () => {
    draft.takeKept();
    expect([draft.state, draft.typed]).toEqual(["saved", { title: "theirs", names: ["they"] }]);
    await pass(5000);
    expect(server.kept.answers.title).toBe("theirs");
  });
});

describe("what the server tells meanwhile", () => {
  it("is shown where nothing was typed", () => {
    draft.arrived(server.keep({ title: "theirs" }));
    expect([draft.state, draft.typed.title]).toEqual(["saved", "theirs"]);
  });

  it("never touches typing that is not saved yet", async () => {
    draft.type({ title: "mine" });
    draft.arrived(server.keep({ names: ["they"] }));
    expect([draft.state, draft.typed]).toEqual(["elsewhere", { title: "mine", names: ["they"] }]);
  });

  it("is no news where it is of before", async () => {
    const before = server.kept;
    draft.type({ title: "mine" });
    await pass(1000);
    draft.arrived(before);
    expect(draft.typed.title).toBe("mine");
  });

  it("recognises a save of its own whose answer was lost", async () => {
    server.keep({ title: "mine" });
    draft.type({ title: "mine " });
    await pass(1000);
    expect([draft.state, server.kept.edits]).toEqual(["saved", 4]);
  });
});
