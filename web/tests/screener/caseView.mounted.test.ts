// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { createMemoryHistory } from "vue-router";
import type { CallForEntries, ListedEntry, ScreeningCase } from "../../src/document";
import { ALL, lastChoice } from "../../src/pages/screener/queue";
import ScreeningPage from "../../src/pages/screener/ScreeningPage.vue";
import "../../src/pages/screener/CaseView.vue";
import "../../src/pages/screener/ScreeningQueue.vue";
import "../../src/pages/screener/ThemeForm.vue";
import { makeRouter } from "../../src/router";
import { answering, find, mount, settled, write } from "../mounted";

vi.mock("../../src/pages/screener/VideoPlayer.vue", () => ({ default: { render: () => null } }));

const contest = {
  id: "c", now: "2024-08-02T00:00:00Z", time_zone: "Asia/Shanghai", units: [], form: [{ id: "theme", label: { zh: "主题", en: "Theme" }, choices: [] }],
  themes: ["green", "digital"].map((id) => ({ id, name: { zh: id, en: id } })),
} as unknown as CallForEntries;
const MINE = { name: "李雷", mine: true, until: "2024-08-02T00:30:00Z" };
const OTHERS = { name: "韩梅", mine: false, until: "2024-08-02T00:30:00Z" };
const work = {
  id: "e", number: "GY-0001", version: 3, title: "钢铁脊梁", entrant: "湘江重工集团", status: "screening", flags: [],
  status_text: { zh: "待初筛", en: "screening" }, since: "2024-08-01T00:00:00Z", claim: MINE, warnings: [], marks: [],
  films: [], duplicates: [], same_unit: [], form: { theme: "green" }, verdict: null, decision: null, proposed: null,
  overturned: null, reopened: null, theme_change: null, theme_answer: null,
  reasons: [{ id: "rights", text: { zh: "授权不全", en: "rights" } }],
} as unknown as ScreeningCase;
const decision = {
  outcome: "reject", reasons: ["rights"], note: "", despite: "", at: "2024-08-02T00:00:00Z", mine: true,
  undo_until: null, confirmed: false,
} as NonNullable<ScreeningCase["decision"]>;
const proposed = { ...work, version: 4, claim: null, proposed: decision };
const CASE = "GET /screener/c/entries/e";
const DECIDE = "POST /screener/c/entries/e/decision";
const refusal = (code: string, sentence: string) =>
  Response.json({ code, title: sentence, reasons: [{ code, sentence }] }, { status: 409 });

beforeEach(() => {
  sessionStorage.clear();
  lastChoice.value = ALL;
});

/** What is shown of the work, beside the answers of the API; `GET` of the case answers with `cases`, one after another. */
async function shown(cases: ScreeningCase[], answers: Record<string, unknown> = {}) {
  let n = 0;
  const rows: Partial<ListedEntry>[] = [{ ...work, id: "own", flags: ["proposed"], claim: null }];
  const asked = answering({
    [CASE]: () => cases[Math.min(n++, cases.length - 1)],
    "GET /screener/c/entries": { entries: rows, cursor: null },
    "DELETE /screener/c/entries/e/claim": { ...work, claim: null },
    ...answers,
  });
  const router = makeRouter(createMemoryHistory());
  await router.push("/contests/c/screening/e");
  const page = mount(ScreeningPage, { contest, entryId: "e" }, router);
  await settled();
  await settled();
  return { page, asked, router };
}

async function reject(page: HTMLElement, note = "") {
  page.querySelector<HTMLInputElement>(".decision input[value=reject]")!.click();
  await settled();
  page.querySelector<HTMLInputElement>(".decision input[type=checkbox]")!.click();
  write(page.querySelector<HTMLTextAreaElement>(".decision textarea")!, note);
  await settled();
  find(page, "button", "提交决定").click();
  await settled();
  await settled();
}

it("says of a proposal that it waits for another screener, and goes back to the list past the reader's others", async () => {
  const { page, router } = await shown([work], { [DECIDE]: proposed });
  await reject(page);
  const said = page.querySelector("[role=status]")!.textContent;
  expect(said).toContain("《钢铁脊梁》拟“不通过”，待另一位初筛人员复核后生效。");
  expect(said).not.toContain("未通过初筛");
  expect(router.currentRoute.value.path).toBe("/contests/c/screening");
});

it("lets whoever proposed a decision take it back, and decide again", async () => {
  const undo = { ["POST /screener/c/entries/e/undo"]: { ...work, version: 5 } };
  const { page, asked } = await shown([proposed, proposed], { ...undo, "POST /screener/c/entries/e/claim": { ...proposed, claim: MINE } });
  expect(page.querySelector(".record")!.textContent).not.toContain("前可以撤销");
  find(page, "button", "撤销决定").click();
  await settled();
  expect(asked.at(-1)).toEqual(["POST /screener/c/entries/e/undo", { expected_version: 4 }]);
  find(page, "button", "提交决定");
});

it("offers nobody else to take a proposal back", async () => {
  const { page } = await shown([{ ...proposed, claim: MINE, proposed: { ...decision, mine: false } }]);
  find(page, "button", "推翻");
  expect(page.textContent).not.toContain("撤销决定");
});

it("shows who has taken the work over, keeps what the refusal said, and what was typed", async () => {
  const said = "韩梅 正在处理这件作品。可另选一件，或接手处理。";
  const { page } = await shown([work, { ...work, claim: OTHERS }], {
    [DECIDE]: () => refusal("screening.claimed", said), "POST /screener/c/entries/e/claim": work,
  });
  await reject(page, "缺授权书");
  expect(page.querySelector(".claim")!.textContent).toContain("韩梅 正在处理");
  expect([...page.querySelectorAll(".verdict [role=alert]")].map(({ textContent }) => textContent)).toEqual([said]);
  expect(page.querySelector(".decision")).toBeNull();

  find(page, "button", "改由我处理").click();
  await settled();
  expect(page.querySelector<HTMLTextAreaElement>(".decision textarea")!.value).toBe("缺授权书");
  expect(page.querySelector(".verdict [role=alert]")).toBeNull();
});

it("shows a duplicate that was found meanwhile, and asks why the work passes nevertheless", async () => {
  const match = {
    other: "f", version: 1, settled: null, status: "screening", status_text: work.status_text, title: "另一件", entrant: "", theme: "green",
    kind: "exact", mirrored: false, similarity: 90, pairs: [], own: { replaced: false, times: [] }, storyboard: null,
  };
  const said = "这件作品与另一件高度相似（90%），尚未判定。";
  const { page } = await shown([work, { ...work, duplicates: [match as never] }], { [DECIDE]: () => refusal("screening.duplicate_unsettled", said) });
  page.querySelector<HTMLInputElement>(".decision input[value=pass]")!.click();
  find(page, "button", "提交决定").click();
  await settled();
  expect(page.querySelectorAll(".duplicate").length).toBe(1);
  find(page, "label", "为何仍予通过");
  expect(page.querySelector(".decision [role=alert]")!.textContent).toBe(said);
});

it("shows what another confirmer has done, and why the confirmation was refused", async () => {
  const said = "这件作品没有待复核的决定。";
  const open = { ...proposed, claim: MINE, proposed: { ...decision, mine: false } };
  const ended = { ...work, version: 5, status: "rejected", status_text: { zh: "未通过", en: "rejected" }, claim: null, decision } as ScreeningCase;
  const { page } = await shown([open, ended], {
    "POST /screener/c/entries/e/confirmation": () => refusal("screening.nothing_proposed", said),
  });
  find(page, "button", "同意").click();
  await settled();
  const paragraphs = [...page.querySelectorAll(".closed p")].map(({ textContent }) => textContent);
  expect(paragraphs.slice(0, 2)).toEqual([said, "这件作品现在的状态是“未通过”，不能再作初筛决定。"]);
  expect(page.textContent).not.toContain("推翻");
});

it("shows who has taken it over to whoever claims it too late", async () => {
  const { page } = await shown([{ ...work, claim: null }, { ...work, claim: OTHERS }], {
    "POST /screener/c/entries/e/claim": () => refusal("screening.claimed", "韩梅 正在处理。"),
  });
  find(page, "button", "改由我处理");
  expect(page.querySelector(".decision")).toBeNull();
});

it("keeps why a theme could not be proposed, though its form has gone", async () => {
  const said = "韩梅 正在处理这件作品。";
  const { page } = await shown([work, { ...work, claim: OTHERS }], { "POST /screener/c/entries/e/theme": () => refusal("screening.claimed", said) });
  find(page, "button", "建议改投其他主题").click();
  await settled();
  const form = page.querySelector(".theme-form")!;
  const select = form.querySelector("select")!;
  select.value = "digital";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  write(form.querySelector("textarea")!, "讲的是数字化");
  find(form, "button", "建议改为此主题").click();
  await settled();
  expect(page.querySelector(".theme-form")).toBeNull();
  expect(page.querySelector(".verdict [role=alert]")!.textContent).toBe(said);
});

it("shows why the work is screened once more, above the decision, while it waits", async () => {
  const why = {
    overturned: { reason: "证明已补", at: "2024-08-01T03:00:00Z" }, reopened: { reason: "补交了授权", at: "2024-08-01T02:00:00Z" },
  };
  const { page } = await shown([{ ...work, ...why }]);
  const earlier = page.querySelector(".earlier")!;
  expect([...earlier.querySelectorAll("b, .said")].map(({ textContent }) => textContent)).toEqual([
    "主办单位要求重新初筛", "补交了授权", "复核推翻了先前的决定", "证明已补",
  ]);
  expect(earlier.compareDocumentPosition(page.querySelector(".decision")!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);

  const { page: after } = await shown([{ ...work, ...why, status: "rejected", claim: null, decision }]);
  expect(after.querySelector(".earlier")).toBeNull();
});

it("shows a second screener why the work should pass although it may be a duplicate", async () => {
  const pass = { ...decision, outcome: "pass" as const, reasons: [], despite: "只有片头相同", mine: false };
  const { page } = await shown([{ ...proposed, claim: MINE, proposed: pass }]);
  expect(page.querySelector(".record")!.textContent).toContain("疑似重复仍予通过的理由：只有片头相同");
});

it("links to the unit's other works, but not to one that its entrant is changing", async () => {
  const others = [
    { ...work, id: "f", title: "另一件", number: "GY-0002", theme: "digital" },
    { ...work, id: "g", title: "", number: "GY-0003", theme: "", status_text: { zh: "已退回", en: "returned" } },
  ] as unknown as ScreeningCase["same_unit"];
  const { page } = await shown([{ ...work, same_unit: others }]);
  const rows = [...page.querySelectorAll(".same-unit li")];
  expect(rows.map((row) => row.querySelector("a")?.getAttribute("href"))).toEqual(["/contests/c/screening/f", undefined]);
  expect(rows.map(({ textContent }) => textContent.replace(/\s+/g, " ").trim())).toEqual([
    "另一件GY-0002 · digital · 待初筛", "参选者正在修改GY-0003 · 已退回",
  ]);
});
