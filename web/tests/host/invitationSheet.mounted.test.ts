// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { InvitationSheetPreview } from "../../src/document";
import SheetDialog from "../../src/pages/host/people/SheetDialog.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, choose, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  return { ElAlert: shown, ElButton: shown, ElDialog: shown, ElTag: shown };
});

const step = {
  row: 2, kind: "new", role: "judge", name: "顾清源", address: "gu@example.org", unit: "湘江大学", themes: [], expertise: [],
  max_load: null, ends_at: null, status: null, before: null,
} satisfies InvitationSheetPreview["steps"][number];
const preview: InvitationSheetPreview = {
  sha256: "0", name: "名单", filled: 2, mistakes: [], examples: [],
  steps: [step, { ...step, row: 3, role: "unit", name: "刘建设", unit: "hunan" }],
  unread_rows: [9], unread_columns: ["D 职务", "E 备注"],
};
const units = [{ id: "hunan", name: { zh: "湖南省工业和信息化厅", en: "Hunan" }, region: { zh: "湖南", en: "Hunan" }, sheet_closes: null }];

it("shows the unit of each row, and what of the sheet was not read", async () => {
  answering({ "POST /host/c/invitations/sheets": preview });
  const page = mount({
    setup() {
      provide(HOST, { contest: { id: "c", units } as never, overview: ref(null) as never, load: () => Promise.resolve() });
      return () => h(SheetDialog, { modelValue: true });
    },
  });
  choose(page.querySelector("input")!, new File(["x"], "sheet.xlsx"));
  await settled();
  await settled();

  expect(page.textContent).toContain("湘江大学");
  expect(page.textContent).toContain("湖南省工业和信息化厅");
  expect(page.textContent).toContain("第 9 行不在表格内，未读取。");
  expect(page.textContent).toContain("未读取的列：D 职务、E 备注。");
});
