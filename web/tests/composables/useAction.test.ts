import { beforeEach, describe, expect, it } from "vitest";
import { Refused, Unanswered } from "../../src/api/errors";
import { useAction } from "../../src/composables/useAction";
import zh from "../../src/i18n/zh";
import { Unreadable } from "../../src/readFile";

let conflicts: number;
let action: ReturnType<typeof useAction>;
beforeEach(() => {
  conflicts = 0;
  action = useAction(() => void (conflicts += 1));
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
    expect([action.sentences.value, conflicts]).toEqual([[zh.error.conflict], 1]);
  });
});
