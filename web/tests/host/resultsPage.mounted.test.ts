// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { HostOverview } from "../../src/document";
import ResultsPage from "../../src/pages/host/awards/ResultsPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  return Object.fromEntries(["ElAlert", "ElButton", "ElDialog", "ElInput", "ElPagination", "ElTag"].map((name) => [name, shown]));
});

it("names the judges of a list that a later one has replaced", async () => {
  answering({
    "GET /host/c/awards/first/results": {
      sha256: "0", edition: 1, method: "mean", comparable: true, scores: [], unranked: [], disagreements: [], changes: [], names: {},
      judges: [{ judge: "j1", reviews: 3, shared: 3, offset: "0.00", uncertainty: "1.00", tendencies: [] }],
    },
    "GET /host/c/awards/first": { id: "first", review_round: "expert-review" },
    "GET /host/c/rounds/expert-review/coverage": { judges: [{ judge: "j1", name: "周立群" }] },
  });
  const overview = { rounds: [{ id: "expert-review", award_round: "second" }], works: [] } as unknown as HostOverview;
  const shown = mount({
    setup() {
      provide(HOST, {
        contest: { id: "c", criteria: [], time_zone: "Asia/Shanghai" } as never, overview: ref(overview) as never,
        load: () => Promise.resolve(),
      });
      return () => h(ResultsPage, { awardRound: "first" });
    },
  });
  await settled();
  await settled();
  expect(shown.textContent).toContain("周立群");
  expect(shown.textContent).not.toContain("评审专家 1");
});
