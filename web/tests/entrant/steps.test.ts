import { describe, expect, it } from "vitest";
import type { EntryView } from "../../src/document";
import { firstStep, stepsOf } from "../../src/pages/entrant/steps";

const entry = (missing: string[], more: Partial<EntryView> = {}) => ({
  status: "draft", verdict: null, missing: missing.map((field) => ({ field })), ...more,
}) as EntryView;
const states = (of: EntryView, percent: number | null = null) => stepsOf(of, percent).map(({ state }) => state);
const texts = (of: EntryView, percent: number | null = null) => stepsOf(of, percent).map(({ text }) => text);

describe("the steps of an entry", () => {
  it("say how many fields are left, and what has not been done", () => {
    const begun = entry(["phone", "email", "declaration", "video"]);
    expect(texts(begun)).toEqual(["还差 2 项", "未接受", "未上传", "等前三步完成"]);
    expect(states(begun)).toEqual(["due", "due", "due", "later"]);
    expect(firstStep(begun)).toBe("form");
  });

  it("begin at the first that is left", () => {
    expect(firstStep(entry(["declaration", "video"]))).toBe("declaration");
    expect(firstStep(entry(["video"]))).toBe("video");
    expect(firstStep(entry([], { status: "validating" }))).toBe("video");
    expect(firstStep(entry([], { status: "ready" }))).toBe("submit");
  });

  it("tell of the video: how far it is, that it stopped, that it is checked or was refused", () => {
    const video = (of: EntryView, percent: number | null = null) => texts(of, percent)[2];
    expect(video(entry([], { status: "uploading" }), 62)).toBe("正在上传 62%");
    expect(video(entry([], { status: "uploading" }))).toBe("未传完");
    expect(video(entry([], { status: "uploading", is_arriving: true }))).toBe("已传完，等待接收");
    expect(video(entry([], { status: "validating" }))).toBe("正在校验");
    expect(video(entry(["video"], { verdict: {} as EntryView["verdict"] }))).toBe("未通过校验");
    expect(video(entry([], { status: "ready" }))).toBe("校验合格");
    expect(states(entry([], { status: "ready" }))).toEqual(["done", "done", "done", "due"]);
  });
});
