// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { h, nextTick, provide, ref, type Slots } from "vue";
import type { AwardProposal, ListedWinner } from "../../src/document";
import AwardRoundPage from "../../src/pages/host/awards/AwardRoundPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, find, mount, settled, write } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  type Context = { slots: Slots; attrs: { title?: string }; emit: (name: string, to: string) => void };
  const shown = (_: object, { slots, attrs }: Context) => h("div", [attrs.title, slots.default?.()]);
  const button = (_: object, { slots }: Context) => h("button", { type: "button" }, slots.default?.());
  const input = ({ modelValue }: { modelValue: string }, { emit }: Context) =>
    h("textarea", { value: modelValue, onInput: (event: Event) => emit("update:modelValue", (event.target as HTMLTextAreaElement).value) });
  const dialog = ({ modelValue, title }: { modelValue: boolean; title: string }, { slots }: Context) =>
    modelValue ? h("dialog", [title, slots.default?.(), slots.footer?.()]) : null;
  input.props = ["modelValue"];
  dialog.props = ["modelValue", "title"];
  const names = ["ElAlert", "ElCheckbox", "ElOption", "ElRadio", "ElRadioGroup", "ElSelect", "ElTag"];
  return { ...Object.fromEntries(names.map((name) => [name, shown])), ElButton: button, ElDialog: dialog, ElInput: input };
});

const named = (zh: string) => ({ zh, en: zh });
const winner = (entry: string, title: string, off = false): ListedWinner => ({
  award: "overall", level: "gold", name: named("金奖"), entry, title, theme: null, unit: null, recipient: "湘江重工集团",
  score: "90.00", tied: false, same_as: [], override: false, why: named("总分第一"), off, revoked: false, objection_upheld: false,
});
const revocation = (entry: string) => ({
  place: "gold", theme: null, entry, unit: null, reason: "版权争议", asked_by: "host:h1", actor: null, at: null,
});
const granted: AwardProposal = {
  id: "first", version: 7, review_round: "final", fills: [], status: "granted", status_text: named("已颁奖"), results_hash: "",
  public_from: null, objections_end: null, open_objections: 0, open_revocations: 1, people: 2, unranked: [], places: [],
  left_out: [], changes: [], agreement: null, winners: [winner("e1", "钢铁脊梁"), winner("e2", "绿水青山", true)],
  revocations: [revocation("e1"), revocation("e2")],
};
const provisional: AwardProposal = {
  ...granted, status: "provisional", revocations: [], objections_end: "2024-11-05T18:00:00+08:00",
};

async function shown(of: AwardProposal) {
  const asked = answering({
    "GET /host/c/awards/first": of,
    "POST /host/c/awards/first/revocations": of,
    "POST /host/c/awards/first/discard": of,
  });
  const page = mount({
    setup() {
      const overview = { now: "2024-11-01T00:00:00+08:00", works: [], rounds: [], plan: [] };
      const contest = { id: "c", name: named("征集"), time_zone: "Asia/Shanghai", themes: [] };
      provide(HOST, { contest: contest as never, overview: ref(overview) as never, load: () => Promise.resolve() });
      return () => h(AwardRoundPage, { awardRound: "first" });
    },
  });
  await settled();
  return { page, asked };
}

async function give(page: HTMLElement, reason: string): Promise<void> {
  await nextTick();
  write(page.querySelector("dialog textarea")!, reason);
  await nextTick();
  page.querySelector<HTMLFormElement>("dialog form")!.requestSubmit();
  await settled();
}

beforeEach(() => sessionStorage.clear());

it("drops a revocation that waits for a second person, with a reason", async () => {
  const { page, asked } = await shown(granted);
  find(page, "button", "不再撤销").click();
  await give(page, "查无此事");
  expect(asked).toContainEqual([
    "POST /host/c/awards/first/revocations",
    { action: "drop", place: "gold", theme: null, entry: "e1", unit: null, reason: "查无此事", expected_version: 7 },
  ]);
});

it("says nothing of the revocation of a work that lost its award without it", async () => {
  const { page } = await shown(granted);
  expect(page.textContent).toContain("撤销“钢铁脊梁”的奖项待第二人确认");
  expect(page.textContent).not.toContain("撤销“绿水青山”的奖项待第二人确认");
});

it("discards a list in its objection period, and says first that the public list disappears", async () => {
  const { page, asked } = await shown(provisional);
  find(page, "button", "放弃这一轮评奖").click();
  await nextTick();
  expect(page.querySelector("dialog")?.textContent).toContain("公示名单立即下架");
  await give(page, "作品被取消资格");
  expect(asked).toContainEqual([
    "POST /host/c/awards/first/discard", { expected_version: 7, reason: "作品被取消资格" },
  ]);
});

it("cannot discard a list that was granted", async () => {
  const { page } = await shown(granted);
  expect(page.textContent).not.toContain("放弃这一轮评奖");
});
