// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";
import { noteContestTime } from "../../src/composables/useDeadline";
import type { AwardRoundSummary, CallForEntries } from "../../src/document";
import WinnersPage from "../../src/pages/public/winners/WinnersPage.vue";
import { answering, find, mount, settled, write } from "../mounted";

const named = (zh: string) => ({ zh, en: zh });
const winner = (id: string, title: string) => ({
  id, award: "overall", level: "gold", name: named("金奖"), theme: null, title, recipient: "湘江重工集团",
});
const round: AwardRoundSummary = {
  final: false, fills: false, objections_end: "2024-10-15T18:00:00+08:00", taken_off: [], revoked: [],
  winners: [winner("w1", "钢铁脊梁"), winner("w2", "绿水青山")],
};

/** The page a minute before the end of the period. */
async function shown(): Promise<HTMLElement> {
  const contest = {
    id: "c", now: "2024-10-15T17:59:00+08:00", time_zone: "Asia/Shanghai", themes: [],
    dates: { submission_opens: "2024-04-15T00:00:00+08:00" },
  } as unknown as CallForEntries;
  noteContestTime(contest);
  const page = mount(WinnersPage, { contest });
  await settled();
  return page;
}

const cardOf = (page: HTMLElement, title: string) => find(page, "li", title);
const textOf = (card: HTMLElement) => card.querySelector("textarea")!;

async function begin(card: HTMLElement, text: string): Promise<void> {
  find(card, "button", "提出异议").click();
  await nextTick();
  write(textOf(card), text);
  await nextTick();
}

async function object(card: HTMLElement): Promise<void> {
  await begin(card, "署名有误");
  write(card.querySelector("[autocomplete=name]")!, "王建国");
  card.querySelector("form")!.requestSubmit();
  await settled();
}

let answers: Record<string, unknown>;

describe("whoever objects to a winner", () => {
  beforeEach(() => {
    sessionStorage.clear();
    vi.useFakeTimers({ now: Date.parse("2024-10-15T17:59:00+08:00"), toFake: ["Date", "setInterval", "clearInterval"] });
    answers = { "GET /public/c/awards": [round], "POST /public/c/objections": { code: "7K3M-9QX0", made_at: "2024-10-15T17:59:00+08:00" } };
    answering(answers);
  });
  afterEach(() => void vi.useRealTimers());

  it("keeps the receipt while they object to another", async () => {
    const page = await shown();
    await object(cardOf(page, "钢铁脊梁"));
    await begin(cardOf(page, "绿水青山"), "另有其人");
    expect(find(page, "section", "对“钢铁脊梁”的异议").textContent).toContain("7K3M-9QX0");
    expect(textOf(cardOf(page, "绿水青山")).value).toBe("另有其人");
  });

  it("keeps the receipt, and what they are writing, after the end of the period and a reload", async () => {
    let page = await shown();
    await object(cardOf(page, "钢铁脊梁"));
    await begin(cardOf(page, "绿水青山"), "另有其人");
    await vi.advanceTimersByTimeAsync(120_000);
    const said = () => [
      page.textContent.includes("7K3M-9QX0"), textOf(cardOf(page, "绿水青山")).value,
    ];
    expect(page.textContent).toContain("公示已于");
    expect(said()).toEqual([true, "另有其人"]);
    page = await shown();
    expect(said()).toEqual([true, "另有其人"]);
  });

  it("closes the receipt themselves, and can begin no other then", async () => {
    const page = await shown();
    await object(cardOf(page, "钢铁脊梁"));
    await vi.advanceTimersByTimeAsync(120_000);
    find(page, "button", "关闭").click();
    await nextTick();
    expect(page.textContent).not.toMatch(/7K3M-9QX0|提出异议/);
    expect(JSON.stringify(sessionStorage)).not.toContain("7K3M");
  });

  it("reads the receipt and the answer also when the list was taken back", async () => {
    await object(cardOf(await shown(), "钢铁脊梁"));
    Object.assign(answers, {
      "GET /public/c/awards": [],
      "POST /public/c/objections/answer": {
        status: "upheld", status_text: named("异议成立"), award: named("金奖"), made_at: "2024-10-15T17:59:00+08:00",
        answered_at: "2024-10-15T20:00:00+08:00", reason: "署名确有错误",
      },
    });
    const page = await shown();
    expect(page.querySelector("li")).toBe(null);
    expect(page.querySelector(".receipt")?.textContent).toContain("7K3M-9QX0");
    write(page.querySelector("#receipt")!, "7K3M-9QX0");
    page.querySelector<HTMLFormElement>(".lookup form")!.requestSubmit();
    await settled();
    expect(page.querySelector(".lookup")?.textContent).toContain("署名确有错误");
  });

  it("loses nothing of a text that is too long, and reads how long it is", async () => {
    const page = await shown();
    const card = cardOf(page, "钢铁脊梁");
    await begin(card, "𠮷".repeat(1900));
    expect(card.textContent).toContain("1900 / 2000");
    write(textOf(card), "𠮷".repeat(2130));
    await nextTick();
    expect(card.textContent).toContain("已写 2130 字，最多 2000 字，多出 130 字。");
    expect(textOf(card).validationMessage).toBe("已写 2130 字，最多 2000 字，多出 130 字。");
    expect(textOf(card).hasAttribute("maxlength")).toBe(false);
  });
});
