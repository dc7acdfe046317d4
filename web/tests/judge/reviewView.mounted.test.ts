// @vitest-environment happy-dom
import { expect, it } from "vitest";
import type { CallForEntries, ReviewDetail } from "../../src/document";
import ReviewView from "../../src/pages/judge/ReviewView.vue";
import { answering, find, mount, press, settled, write } from "../mounted";

const contest = { id: "c", time_zone: "Asia/Shanghai", themes: [] } as unknown as CallForEntries;
const review = {
  title: "钢铁脊梁", theme: "", number: 7, seconds: "90", width: 1920, height: 1080, films: [], version: 3, synopsis: "",
  criteria: [{ id: "story", name: { zh: "故事性", en: "Story" }, about: null, weight: 1, points: 100 }],
  draft: { story: 80 }, comment: "", notes: "", comment_to: "host", submitted_at: null, sealed: false, ai_use: "",
} as unknown as ReviewDetail;
const work = { contest: "c", round: "first", number: 7 };
const shown = () =>
  mount(ReviewView, { contest, work, review, progress: null, load: () => Promise.resolve(), openNext: () => Promise.resolve() });
const CTRL_ENTER = { key: "Enter", ctrlKey: true };

it("Ctrl+Enter on the page submits the review, once for as long as it is held down", async () => {
  const asked = answering({});
  const page = shown();
  press(page.querySelector("input")!, { ...CTRL_ENTER, repeat: true });
  press(page.querySelector("input")!, CTRL_ENTER);
  await settled();
  expect(asked.map(([request]) => request)).toEqual(["POST /judge/c/reviews/first/7/submit"]);
});

it("Ctrl+Enter in the form to step aside steps aside, and submits no review", async () => {
  const asked = answering({});
  const page = shown();
  find(page, "button", "我要回避").click();
  await settled();
  const reason = page.querySelector<HTMLTextAreaElement>("form textarea")!;
  write(reason, "曾与作者共事");
  press(reason, CTRL_ENTER);
  await settled();
  expect(asked.map(([request]) => request)).toEqual(["POST /judge/c/reviews/first/7/recusal"]);
});

it("a comment that is too long is not cut, and keeps the review from being submitted with a sentence", async () => {
  const said = "“评语”过长，最多 2000 字。";
  const refusal = { code: "request.invalid", reasons: [{ field: "comment", sentence: said }] };
  const asked = answering({ "PUT /judge/c/reviews/first/7": () => Response.json(refusal, { status: 422 }) });
  const page = shown();
  await settled();
  const comment = page.querySelector<HTMLTextAreaElement>("#comment")!;
  write(comment, "评".repeat(2001));
  await settled();
  expect(page.textContent).toContain("已写 2001 字，最多 2000 字，多出 1 字。");
  press(comment, CTRL_ENTER);
  await settled();
  expect(asked.map(([request]) => request)).toEqual(["PUT /judge/c/reviews/first/7"]);
  expect([document.activeElement!.textContent, comment.value.length]).toEqual([said, 2001]);
});
