// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { h, type VNode } from "vue";
import type { CallForEntries, DuplicateSummary, ScreeningCase } from "../../src/document";
import DecisionForm from "../../src/pages/screener/DecisionForm.vue";
import DuplicateVerdictForm from "../../src/pages/screener/DuplicateVerdictForm.vue";
import ThemeForm from "../../src/pages/screener/ThemeForm.vue";
import { answering, mount, press, settled, write } from "../mounted";

const contest = { id: "c", time_zone: "Asia/Shanghai", themes: [] } as unknown as CallForEntries;
const entry = { id: "e", version: 3, duplicates: [], reasons: [], form: { theme: "green" } } as unknown as ScreeningCase;
const match = { other: "f", version: 2, settled: null } as unknown as DuplicateSummary;
const CTRL_ENTER = { key: "Enter", ctrlKey: true };
const afterDecision = () => Promise.resolve();

/** What Ctrl+Enter in a text field of `form` sends, while a decision is chosen beside it. */
async function sentFrom(form: VNode, key: KeyboardEventInit = CTRL_ENTER) {
  const asked = answering({});
  const page = mount(() => [h("div", form), h("div", h(DecisionForm, { contest, entry, afterDecision }))]);
  const [other, deciding] = page.querySelectorAll("form");
  for (const one of [deciding!, other!]) one.querySelector("input")?.click();
  const field = other!.querySelector("textarea")!;
  write(field, "同一作品的两个版本");
  press(field, key);
  await settled();
  return asked.map(([request]) => request);
}

it("Ctrl+Enter sends the decision, unless it is pressed in another form: then that one", async () => {
  const asked = answering({});
  const page = mount(DecisionForm, { contest, entry, afterDecision });
  page.querySelector("input")!.click();
  press(page.querySelector("form")!, CTRL_ENTER);
  await settled();
  expect(asked.map(([request]) => request)).toEqual(["POST /screener/c/entries/e/decision"]);

  expect(await sentFrom(h(DuplicateVerdictForm, { contest, entry, match }))).toEqual(["POST /screener/c/entries/e/duplicates/f"]);
  expect(await sentFrom(h(ThemeForm, { contest, entry, action: "take_back" }))).toEqual(["POST /screener/c/entries/e/theme"]);
});

it("a key that is held down, or Meta beside it, sends nothing", async () => {
  const form = h(ThemeForm, { contest, entry, action: "take_back" });
  expect(await sentFrom(form, { ...CTRL_ENTER, repeat: true })).toEqual([]);
  expect(await sentFrom(form, { ...CTRL_ENTER, metaKey: true })).toEqual([]);
});
