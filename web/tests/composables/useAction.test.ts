import { beforeEach, describe, expect, it } from "vitest";
import { Refused, Unanswered } from "../../src/api/errors";
import { useAction } from "../../src/composables/useAction";
import zh from "../../src/i18n/zh";
import { Unreadable } from "../../src/readFile";

let conflicts: number;
let stale: string[][];
let action: ReturnType<typeof useAction>;
beforeEach(() => {
  conflicts = 0;
  stale = [];
  action = useAction(() => void (conflicts += 1), (said) => void stale.push(said));
});

const failing = (error: Error) => action.run(() => Promise.reject(error));

describe("an action", () => {
  it("runs one at a time", async () => {
    let finish = () => {};
    let runs = 0;
    const first = action.run(() => new Promise((resolve) => (runs++, (finish = resolve))));
    await action.run(async () => void runs++);
    expect([runs, action.busy.value]).toEqual([1, true]);
    finish();
    await first;
    expect(action.busy.value).toBe(false);
    await action.run(async () => void runs++);
    expect(runs).toBe(2);
  });

  it("says why it was refused, until the next run", async () => {
    await failing(new Refused("entry.closed", 409, ["投稿已经截止。"]));
    expect([action.sentences.value, action.busy.value]).toEqual([["投稿已经截止。"], false]);
    await action.run(async () => undefined);
    expect([action.sentences.value, conflicts]).toEqual([[], 0]);
  });

  it("says so if nobody answers", async () => {
    await failing(new Unanswered("503"));
    expect([action.sentences.value, conflicts]).toEqual([[zh.error.unanswered], 0]);
  });

  it("says so if the file that was chosen cannot be read", async () => {
    await failing(new Unreadable("NotFoundError"));
    expect(action.sentences.value).toEqual([zh.upload.unreadable]);
  });

  it("reports a conflict, so that the latest state is loaded", async () => {
    await failing(new Refused("item.changed_meanwhile", 412, ["changed"]));
    expect([action.sentences.value, conflicts, stale]).toEqual([[zh.error.conflict], 1, []]);
  });

  it("reports what there is now that forbids it, and keeps its own sentence", async () => {
    await failing(new Refused("screening.claimed", 409, ["韩梅 正在处理。"]));
    expect([action.sentences.value, conflicts, stale]).toEqual([["韩梅 正在处理。"], 0, [["韩梅 正在处理。"]]]);
    await failing(new Refused("form.wrong", 422, ["wrong"]));
    expect(stale.length).toBe(1);
  });
});
