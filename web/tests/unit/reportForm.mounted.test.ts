// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { h, provide, ref } from "vue";
import type { ReportDetail } from "../../src/document";
import ReportForm from "../../src/pages/unit/ReportForm.vue";
import { UNIT } from "../../src/pages/unit/useUnit";
import { answering, find, mount, settled, write } from "../mounted";

vi.mock("../../src/pages/unit/element", () => ({
  ElButton: {
    props: ["nativeType"],
    setup: ({ nativeType }: { nativeType?: string }, { slots }: { slots: { default?: () => unknown } }) => () =>
      h("button", { type: nativeType ?? "button" }, slots.default?.() as string),
  },
}));

const report: ReportDetail = {
  id: "r", title: "旧标题", medium: "湖南日报", link: "https://news.example.com/1", published: "2024-04-20", reach: 32000,
  status: "pending", reason: "", told_at: "2024-04-21T00:00:00Z",
};
const FIELDS = ["title", "medium", "link", "published", "reach"] as const;
const field = (name: (typeof FIELDS)[number]) => document.querySelector<HTMLInputElement>(`#report-${name}`)!;
const typed = () => FIELDS.map((name) => field(name).value);
const STARTED = ["新的报道", "三湘都市报", "https://news.example.com/2", "2024-05-01", "3.2万"];

async function shown() {
  const said: string[] = [];
  const asked = answering({ "POST /unit/c/publicity": report });
  const form = ref<InstanceType<typeof ReportForm>>();
  mount({
    setup() {
      provide(UNIT, { contest: { id: "c" } } as never);
      return () => h(ReportForm, { ref: form, onSaved: (sentence: string) => said.push(sentence) });
    },
  });
  await settled();
  return { asked, said, correct: async () => (form.value!.correct(report), await settled()) };
}
beforeEach(() => sessionStorage.clear());

async function begin(): Promise<void> {
  FIELDS.forEach((name, n) => write(field(name), STARTED[n]!));
  await settled();
}
async function submit(): Promise<void> {
  document.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
}

it("does not let the link of a report be corrected, and says what to do instead", async () => {
  const { correct } = await shown();
  expect([field("link").readOnly, document.querySelector("#report-link-stays")]).toEqual([false, null]);

  await correct();

  expect(FIELDS.filter((name) => field(name).readOnly)).toEqual(["link"]);
  expect(field("link").getAttribute("aria-describedby")).toBe("report-link-stays");
  expect(document.querySelector("#report-link-stays")!.textContent).toBe("更正时不能改链接。链接填错的，请另填一篇，并请主办单位不采纳原来那篇。");
});

it("gives a new report that was begun back after a correction that was left", async () => {
  const { correct } = await shown();
  await begin();
  await correct();
  expect(typed()).toEqual(["旧标题", "湖南日报", "https://news.example.com/1", "2024-04-20", "32000"]);

  find(document.body, "button", "不更正").click();
  await settled();

  expect([typed(), field("link").readOnly]).toEqual([STARTED, false]);
});

it("gives it back after a correction that was sent, too, and sends both as what they are", async () => {
  const { asked, said, correct } = await shown();
  await begin();
  await correct();
  write(field("title"), "新标题");
  await submit();
  expect(typed()).toEqual(STARTED);
  await submit();

  expect(said).toEqual(["已更正：新标题", "已填报：新的报道"]);
  const [corrected, added] = asked.map(([, body]) => body as ReportDetail);
  expect([corrected!.link, corrected!.title, added!.link, added!.reach]).toEqual([report.link, "新标题", STARTED[2], 32000]);
  expect(typed()).toEqual(["", "", "", "", ""]);
});

it("keeps a correction and a new report apart also when the page is loaded again", async () => {
  const { correct } = await shown();
  await begin();
  await correct();
  write(field("title"), "新标题");
  await shown();

  expect([field("title").value, field("link").readOnly]).toEqual(["新标题", true]);
  find(document.body, "button", "不更正").click();
  await settled();
  expect(typed()).toEqual(STARTED);
});
