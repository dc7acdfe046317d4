// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { AwardProposal, HostOverview, ListedWinner, PlaceOverview } from "../../src/document";
import AwardRoundPage from "../../src/pages/host/awards/AwardRoundPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, find, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  const names = [
    "ElAlert", "ElButton", "ElCheckbox", "ElDialog", "ElInput", "ElOption", "ElRadio", "ElRadioGroup", "ElSelect", "ElTag",
  ];
  return Object.fromEntries(names.map((name) => [name, shown]));
});

const name = { zh: "铜奖", en: "Bronze" };
const place: PlaceOverview = {
  place: "bronze", name, award: "overall", award_name: name, kind: "overall", number: 2, min_score: 60, criterion: null,
};
const winner = (entry: string, more: Partial<ListedWinner> = {}): ListedWinner => ({
  award: "overall", level: "bronze", name, entry, title: `作品${entry}`, theme: null, unit: null, recipient: "湘江重工集团",
  score: "90.00", tied: false, same_as: [], override: false, why: name, off: false, revoked: false,
  objection_upheld: false, ...more,
});

const proposal = {
  id: "first", version: 3, review_round: "expert-review", fills: [], status: "proposed", status_text: name, results_hash: "",
  public_from: null, objections_end: null, open_objections: 0, open_revocations: 0, people: 1,
  unranked: [], places: [{ place: "bronze", name, theme: null, number: 2, available: 2, free: 0 }], left_out: [], changes: [],
  agreement: null, revocations: [], winners: [winner("e1"), winner("e2"), winner("e3")],
} satisfies AwardProposal;

/** The page of a proposal whose preview has these lines. */
async function page(winners: ListedWinner[], more: Partial<HostOverview> = {}): Promise<HTMLElement> {
  const { version, places } = proposal;
  answering({
    "GET /host/c/awards/first": proposal,
    "POST /host/c/awards/first/preview": { version, sha256: "0", winners, refusals: [], places },
  });
  const overview = { plan: [place], rounds: [], works: [], now: "2024-10-08T09:00:00+08:00", ...more } as unknown as HostOverview;
  const shown = mount({
    setup() {
      provide(HOST, {
        contest: { id: "c", name, themes: [], time_zone: "Asia/Shanghai" } as never, overview: ref(overview) as never,
        load: () => Promise.resolve(),
      });
      return () => h(AwardRoundPage, { awardRound: "first" });
    },
  });
  await settled();
  await settled();
  return shown;
}

const lineOf = (shown: HTMLElement, title: string) => shown.querySelector(`[data-line="bronze ${title}"]`);
const checks = (shown: HTMLElement, kind: string) =>
  [...shown.querySelectorAll(`.checks .${kind}`)].map((one) => one.textContent.trim());

describe("a proposal, before it is published", () => {
  beforeEach(() => sessionStorage.clear());

  it("has nothing to warn of while all works stand and no objection was upheld", async () => {
    const shown = await page(proposal.winners);
    expect(checks(shown, "ok")).toContain("没有已撤回或取消资格的作品");
    expect(checks(shown, "maybe")).toEqual([]);
    expect(shown.textContent).not.toContain("异议成立");
  });

  it("marks the line of a work that was disqualified since, and does not say that all stand", async () => {
    const shown = await page([winner("e1", { off: true }), winner("e2")]);
    expect(lineOf(shown, "作品e1")?.textContent).toContain("已退出，不再授予");
    expect(lineOf(shown, "作品e2")?.textContent).not.toContain("已退出");
    expect(checks(shown, "ok")).not.toContain("没有已撤回或取消资格的作品");
  });

  it("does not offer such a work where a tie is to be decided", async () => {
    const tied = { tied: true };
    const lines = [winner("e1", { ...tied, off: true }), winner("e2", tied), winner("e3", tied), winner("e4", tied)];
    const shown = await page(lines);
    expect([...find(shown, "form", "").querySelectorAll("input")].map(({ value }) => value)).toEqual(["e2", "e3", "e4", ""]);
  });

  it("says at the confirmation when the public sees the list", async () => {
    const textOf = async (entrants_first: string) => {
      const shown = await page([winner("e1"), winner("e2")], { entrants_first });
      return shown.textContent;
    };
    expect(await textOf("PT0S")).toContain("名单立即公开，标明为拟获奖。");
    const later = await textOf("P2D");
    expect(later).toContain("获奖者立即得知，名单在 2 天后公开，标明为拟获奖。");
    expect(later).not.toContain("立即公开");
  });

  it("marks the winner with an upheld objection, and warns of it", async () => {
    const shown = await page([winner("e1", { objection_upheld: true }), winner("e2")]);
    expect(lineOf(shown, "作品e1")?.textContent).toContain("异议成立");
    expect(lineOf(shown, "作品e2")?.textContent).not.toContain("异议成立");
    expect(checks(shown, "maybe")).toEqual(["1 个奖项的获奖者有异议成立，请决定是否保留"]);
  });
});
