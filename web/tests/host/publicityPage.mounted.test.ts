// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, inject, nextTick, provide, ref, type Slots } from "vue";
import type { UnitReport } from "../../src/document";
import PublicityPage from "../../src/pages/host/people/PublicityPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, find, mount, settled, write } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  type Context = { slots: Slots; emit: (name: string, to: string) => void };
  const shown = (_: object, { slots }: Context) => h("div", slots.default?.());
  const button = (_: object, { slots }: Context) => h("button", { type: "button" }, slots.default?.());
  const input = ({ modelValue }: { modelValue: string }, { emit }: Context) =>
    h("textarea", { value: modelValue, onInput: (event: Event) => emit("update:modelValue", (event.target as HTMLTextAreaElement).value) });
  const dialog = ({ modelValue }: { modelValue: boolean }, { slots }: Context) => (modelValue ? h("dialog", slots.default?.()) : null);
  /** One line for each row, with all of its cells. */
  const table = {
    props: ["data"],
    setup(props: { data: object[] }, { slots }: Context) {
      return () => props.data.map((row, index) => h(line, { row, index }, slots));
    },
  };
  const line = {
    props: ["row", "index"],
    setup(props: { row: object; index: number }, { slots }: Context) {
      provide("row", props);
      return () => h("section", slots.default?.());
    },
  };
  const column = (_: object, { slots }: Context) => {
    const { row, index } = inject<{ row: object; index: number }>("row")!;
    return h("div", slots.default?.({ row, $index: index }));
  };
  input.props = ["modelValue"];
  dialog.props = ["modelValue"];
  return {
    ElAlert: shown, ElCheckbox: shown, ElTag: shown, ElButton: button, ElDialog: dialog, ElInput: input, ElTable: table,
    ElTableColumn: column,
  };
});

const report = (id: string, status: UnitReport["status"]): UnitReport => ({
  id, unit: "hunan", version: 4, status, reason: status === "refused" ? "链接打不开" : "", title: `报道${id}`, medium: "湖南日报",
  link: "https://example.org/1", published: "2024-06-01", reach: 1000,
} as UnitReport);

async function shown() {
  const reports = [report("p", "pending"), report("c", "confirmed"), report("r", "refused")];
  const done = Object.fromEntries(reports.map((one) => [`POST /host/c/publicity/hunan/${one.id}`, one]));
  const asked = answering({ "GET /host/c/publicity": reports, ...done });
  const page = mount({
    setup() {
      provide(HOST, { contest: { id: "c", units: [] } as never, overview: ref(null) as never, load: () => Promise.resolve() });
      return () => h(PublicityPage);
    },
  });
  await settled();
  return { page, asked };
}
const buttons = (page: HTMLElement, title: string) =>
  [...find(find(page, "section", title), "section", title).querySelectorAll("button")].map(({ textContent }) => textContent);

it("offers the other decision on a report that was decided", async () => {
  const { page } = await shown();
  expect([buttons(page, "报道p"), buttons(page, "报道c"), buttons(page, "报道r")]).toEqual([["确认", "不予确认"], ["不予确认"], ["确认"]]);
});

it("replaces a refusal by a confirmation, and a confirmation by a refusal with its reason", async () => {
  const { page, asked } = await shown();
  const lineOf = (title: string) => find(find(page, "section", title), "section", title);
  find(lineOf("报道r"), "button", "确认").click();
  await settled();
  find(lineOf("报道c"), "button", "不予确认").click();
  await nextTick();
  write(page.querySelector("dialog textarea")!, "数据不实");
  await nextTick();
  page.querySelector<HTMLFormElement>("dialog form")!.requestSubmit();
  await settled();
  expect(asked.filter(([request]) => request.startsWith("POST"))).toEqual([
    ["POST /host/c/publicity/hunan/r", { expected_version: 4, status: "confirmed" }],
    ["POST /host/c/publicity/hunan/c", { expected_version: 4, status: "refused", reason: "数据不实" }],
  ]);
});

it("reads the reports again if a decision is refused", async () => {
  const { page } = await shown();
  const asked = answering({
    "GET /host/c/publicity": [report("r", "confirmed")],
    "POST /host/c/publicity/hunan/r": () => Response.json({ code: "x", title: "不能确认。", reasons: [] }, { status: 409 }),
  });
  find(find(find(page, "section", "报道r"), "section", "报道r"), "button", "确认").click();
  await settled();
  expect(asked.map(([request]) => request)).toEqual(["POST /host/c/publicity/hunan/r", "GET /host/c/publicity"]);
  expect(buttons(page, "报道r")).toEqual(["不予确认"]);
});
