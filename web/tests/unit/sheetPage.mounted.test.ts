// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, type Slots } from "vue";
import type { SheetPreview } from "../../src/document";
import SheetPage from "../../src/pages/unit/SheetPage.vue";
import { UNIT } from "../../src/pages/unit/useUnit";
import { answering, choose, find, mount, settled } from "../mounted";

vi.mock("../../src/components/controls", () => ({
  ElAlert: (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.()),
  ElButton: (_: object, { slots }: { slots: Slots }) => h("button", { type: "button" }, slots.default?.()),
}));
vi.mock("../../src/pages/unit/RowTable.vue", () => ({ __esModule: true, default: { render: () => null } }));

const step = (row: number, kind: SheetPreview["steps"][number]["kind"]) =>
  ({ row, kind, title: `作品 ${row}`, theme: "green", entrant: "湘江重工集团", seconds: 60, before: null });

async function checked(steps: SheetPreview["steps"]) {
  const preview: SheetPreview = {
    sha256: "a".repeat(64), name: "表", filled: steps.length, mistakes: [], steps, examples: [], unread_rows: [], unread_columns: [],
  };
  const asked = answering({
    "POST /unit/c/sheets": preview, [`POST /unit/c/sheets/${preview.sha256}/commit`]: { done: steps.length, left: 0 },
  });
  const dates = { submission_opens: "2000-01-01T00:00:00Z" };
  const page = mount({
    setup() {
      provide(UNIT, {
        contest: { id: "c", time_zone: "Asia/Shanghai", dates }, unit: { sheet_closes: "2999-01-01T00:00:00Z" },
      } as never);
      return () => h(SheetPage);
    },
  });
  await settled();
  choose(page.querySelector<HTMLInputElement>("input[type=file]")!, new File(["x"], "推荐汇总表.xlsx"));
  await settled();
  return { page, asked };
}

it("calls rows that only moved unchanged, and has their new numbers written on request", async () => {
  const { page, asked } = await checked([step(6, "moved"), step(7, "same"), step(8, "moved")]);
  expect(page.querySelector("[role=status] b")!.textContent).toBe("共 3 行，无变化 3 行");
  expect(page.textContent).toContain("各行内容没有变化，只是行号变了。");

  find(page, "button", "更新行号").click();
  await settled();

  expect(asked.at(-1)![0]).toBe(`POST /unit/c/sheets/${"a".repeat(64)}/commit`);
});

it("counts among the rows to import none that only moved", async () => {
  const { page } = await checked([step(6, "new"), step(7, "moved"), step(8, "moved")]);

  expect(page.querySelector("[role=status] b")!.textContent).toBe("共 3 行，新增 1 行，无变化 2 行");
  expect(find(page, "button", "导入").textContent).toBe("导入 1 行");
});

it("has nothing to import of a sheet in which all is as it was", async () => {
  const { page } = await checked([step(6, "same")]);

  expect(page.textContent).toContain("这张表与已提交的内容一致，无须再次导入。");
  expect([...page.querySelectorAll("button")].map(({ textContent }) => textContent)).toEqual(["下载《推荐汇总表》"]);
});
