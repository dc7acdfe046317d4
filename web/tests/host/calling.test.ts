import { expect, it } from "vitest";
import { callingOrder } from "../../src/pages/host/winners/calling";

const text = (zh: string) => ({ zh, en: zh });
const line = (who: string, title: string, ...awards: string[]) => ({
  who, title, recipient: `${title}的单位`, awards: awards.map(text), names: who === "e1" ? ["周立群"] : [],
});

it("calls from the special awards up to gold, each award by itself", () => {
  const plan = [{ name: text("金奖") }, { name: text("银奖") }, { name: text("主题奖") }];
  const lines = [line("e1", "钢铁脊梁", "金奖", "主题奖"), line("e2", "一颗螺丝钉", "银奖"), line("u1", "", "临时增设的奖")];
  const called = callingOrder(lines, plan, ({ zh }) => zh);
  expect(called.map(({ award, title }) => [award, title])).toEqual([
    ["临时增设的奖", ""], ["主题奖", "钢铁脊梁"], ["银奖", "一颗螺丝钉"], ["金奖", "钢铁脊梁"],
  ]);
  expect(called.at(-1)).toEqual({ who: "e1", award: "金奖", title: "钢铁脊梁", recipient: "钢铁脊梁的单位", names: ["周立群"] });
});
