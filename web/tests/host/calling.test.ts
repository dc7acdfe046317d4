import { expect, it } from "vitest";
import { callingOrder } from "../../src/pages/host/winners/calling";

const text = (zh: string) => ({ zh, en: zh });
const line = (who: string, title: string, ...awards: [place: string, name: string][]) => ({
  who, title, recipient: `${title}的单位`, names: who === "e1" ? ["周立群"] : [],
  places: awards.map(([place]) => place), awards: awards.map(([, name]) => text(name)),
});

it("calls from the special awards up to gold, each award by itself", () => {
  const plan = [{ place: "gold" }, { place: "silver" }, { place: "theme-award" }];
  const lines = [
    line("e1", "钢铁脊梁", ["gold", "金奖"], ["theme-award", "主题奖（绿色低碳）"]),
    line("e2", "一颗螺丝钉", ["silver", "银奖"]),
    line("u1", "", ["added", "临时增设的奖"]),
  ];
  const called = callingOrder(lines, plan, ({ zh }) => zh);
  expect(called.map(({ award, title }) => [award, title])).toEqual([
    ["临时增设的奖", ""], ["主题奖（绿色低碳）", "钢铁脊梁"], ["银奖", "一颗螺丝钉"], ["金奖", "钢铁脊梁"],
  ]);
  expect(called.at(-1)).toEqual({ who: "e1", award: "金奖", title: "钢铁脊梁", recipient: "钢铁脊梁的单位", names: ["周立群"] });
});
