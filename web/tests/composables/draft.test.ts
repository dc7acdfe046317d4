import { beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unanswered } from "../../src/api/errors";
import { Draft, type FormStore, type Mistakes, type Saved } from "../../src/composables/draft";

interface Note {
  title: string;
  names: string[];
}
const BLANK: Note = { title: "", names: [] };
const changed = () => new Refused("item.changed_meanwhile", 412, ["changed"]);

/** A server with one form, which any window may save. `failure` is thrown once, instead of saving. */
class Server implements FormStore<Note> {
  saved: Saved<Note> = { answers: BLANK, edits: 3 };
  saves = 0;
  failure: Error | null = null;

  /** As the page knows beforehand: no title has more than 10 characters. */
  check(typed: Note): Mistakes<Note> {
    return typed.title.length > 10 ? { title: "too long" } : {};
  }

  async save(typed: Note, expectedEdits: number): Promise<Saved<Note>> {
    this.saves += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const failure = this.failure;
    this.failure = null;
    if (failure) throw failure;
    if (expectedEdits !== this.saved.edits) throw changed();
    return this.put(typed);
  }

  async load(): Promise<Saved<Note>> {
    return this.saved;
  }

  put(answers: Partial<Note>): Saved<Note> {
    return (this.saved = {
      answers: { ...this.saved.answers, ...answers }, edits: this.saved.edits + 1,
    });
  }
}

let server: Server;
let draft: Draft<Note>;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  draft = new Draft(server.saved, server);
});
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("a draft", () => {
  it("is saved once, after a pause in typing", async () => {
    draft.edit({ title: "钢" });
    await pass(500);
    draft.edit({ title: "钢铁" });
    await pass(500);
    expect([server.saves, draft.state]).toEqual([0, "unsaved"]);
    await pass(1000);
    expect([server.saves, draft.state, server.saved.answers.title]).toEqual([1, "saved", "钢铁"]);
  });

  it("saves what was typed during a save afterwards, not in parallel", async () => {
    draft.edit({ title: "one" });
    await pass(850);
    expect(draft.state).toBe("saving");
    draft.edit({ title: "two" });
    await pass(100);
    expect([server.saves, draft.state]).toEqual([1, "unsaved"]);
    await pass(1000);
    expect([server.saves, draft.state, server.saved.edits]).toEqual([2, "saved", 5]);
    expect(server.saved.answers.title).toBe("two");
  });

  it("has nothing to save if the change was undone, or if only spaces were typed", async () => {
    draft.edit({ title: "x" });
    draft.edit({ title: " " });
    await pass(1000);
    expect([server.saves, draft.state]).toEqual([0, "saved"]);
  });

  it("saves at once when flushed, even during a save", async () => {
    draft.edit({ title: "one" });
    await pass(850);
    draft.edit({ title: "two" });
    const flushed = draft.flush();
    await pass(300);
    expect([await flushed, server.saved.answers.title]).toEqual([true, "two"]);
  });

  it("keeps what was typed if the server does not answer, and tries again", async () => {
    server.failure = new Unanswered("503");
    draft.edit({ title: "kept" });
    await pass(1000);
    expect([draft.state, draft.typed.title]).toEqual(["waiting", "kept"]);
    await pass(16_000);
    expect([draft.state, server.saved.answers.title]).toEqual(["saved", "kept"]);
  });

  it("says why it was refused, and tries again after the next change", async () => {
    server.failure = new Refused("form.frozen", 409, ["frozen"]);
    draft.edit({ title: "late" });
    await pass(1000);
    expect([draft.state, draft.sentences]).toEqual(["refused", ["frozen"]]);
    draft.edit({ title: "short" });
    await pass(1000);
    expect([draft.state, draft.sentences]).toEqual(["saved", []]);
  });
});

describe("a field that cannot be saved", () => {
  it("keeps no other from being saved, and is named", async () => {
    draft.edit({ title: "far too long a title" });
    draft.edit({ names: ["me"] });
    await pass(1000);
    expect(server.saved.answers).toEqual({ title: "", names: ["me"] });
    expect([draft.state, draft.mistakes]).toEqual(["mistaken", { title: "too long" }]);
    expect([draft.typed.title, draft.clean]).toEqual(["far too long a title", false]);
    expect(await draft.flush()).toBe(false);
  });

  it("is known from the server too, and the others are sent again without it", async () => {
    server.failure = new Refused("request.invalid", 422, ["no"], { title: "“title” is not text" });
    draft.edit({ title: "one", names: ["me"] });
    await pass(1200);
    expect(server.saved.answers).toEqual({ title: "", names: ["me"] });
    expect([draft.state, draft.mistakes]).toEqual(["mistaken", { title: "“title” is not text" }]);
  });

  it("is saved once it is corrected", async () => {
    draft.edit({ title: "far too long a title", names: ["me"] });
    await pass(1000);
    draft.edit({ title: "shorter" });
    expect(draft.mistakes).toEqual({});
    await pass(1000);
    expect([draft.state, server.saved.answers.title]).toEqual(["saved", "shorter"]);
  });

  it("is no reason to ask again and again", async () => {
    draft.edit({ title: "far too long a title" });
    await pass(60_000);
    expect([server.saves, draft.state]).toEqual([0, "mistaken"]);
  });
});

describe("two windows", () => {
  beforeEach(async () => {
    server.put({ title: "theirs", names: ["they"] });
    draft.edit({ title: "mine" });
    await pass(1000);
  });

  it("warn the second one, overwrite nothing, and take over what it had not changed", async () => {
    expect([draft.state, draft.typed]).toEqual(["conflict", { title: "mine", names: ["they"] }]);
    expect([draft.differs("title"), draft.differs("names")]).toEqual([true, false]);
    draft.edit({ title: "mine!" });
    await pass(5000);
    expect(server.saved.answers.title).toBe("theirs");
    expect(await draft.flush()).toBe(false);
  });

  it("save what was typed if the person chooses so", async () => {
    const kept = draft.keepMine();
    await pass(200);
    expect(await kept).toBe(true);
    expect(server.saved.answers).toEqual({ title: "mine", names: ["they"] });
  });

  it("take what is saved if the person chooses so", async () => {
    draft.takeSaved();
    expect([draft.state, draft.typed]).toEqual(["saved", { title: "theirs", names: ["they"] }]);
    await pass(5000);
    expect(server.saved.answers.title).toBe("theirs");
  });
});

describe("an entry that the server sends meanwhile", () => {
  it("is shown if nothing was typed", () => {
    draft.receive(server.put({ title: "theirs" }));
    expect([draft.state, draft.typed.title]).toEqual(["saved", "theirs"]);
  });

  it("does not replace what was typed, and is no conflict if it changed other fields", async () => {
    draft.edit({ title: "mine" });
    draft.receive(server.put({ names: ["they"] }));
    expect([draft.state, draft.typed]).toEqual(["unsaved", { title: "mine", names: ["they"] }]);
    await pass(1000);
    expect([draft.state, server.saved.answers]).toEqual([
      "saved", { title: "mine", names: ["they"] },
    ]);
  });

  it("is a conflict if it changed a field that was changed here", () => {
    draft.edit({ title: "mine", names: ["me"] });
    draft.receive(server.put({ title: "theirs" }));
    expect([draft.state, draft.conflicts]).toEqual(["conflict", ["title"]]);
  });

  it("is ignored if it is older", async () => {
    const before = server.saved;
    draft.edit({ title: "mine" });
    await pass(1000);
    draft.receive(before);
    expect(draft.typed.title).toBe("mine");
  });

  it("is recognised as an own save whose response was lost", async () => {
    server.put({ title: "mine" });
    draft.edit({ title: "mine " });
    await pass(1000);
    expect([draft.state, server.saved.edits]).toEqual(["saved", 4]);
  });

  it("is recognised as one also if more was typed while its response was lost", async () => {
    draft.edit({ title: "mi" });
    await pass(850);
    server.failure = new Unanswered("lost");
    draft.edit({ title: "mine" });
    server.put({ title: "mi" });
    await pass(20_000);
    expect([draft.state, server.saved.answers.title]).toEqual(["saved", "mine"]);
  });
});
