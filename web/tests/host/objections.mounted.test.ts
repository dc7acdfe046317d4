// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { ObjectionSummary } from "../../src/document";
import ObjectionsPage from "../../src/pages/host/awards/ObjectionsPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  return { ElAlert: shown, ElButton: shown, ElDialog: shown, ElRadio: shown, ElRadioGroup: shown, ElTag: shown };
});

const organisation = { zh: "优秀组织奖", en: "Best organisation" };
const objection = {
  id: "o1", version: 1, status: "open", status_text: { zh: "待答复", en: "to be answered" }, place: "best-organisation",
  award: organisation, theme: null, entry: null, unit: "u0daa0af9342d224afcb0f134", unit_name: "洞庭湖机械厂",
  text: "报送数量不实。", made_at: "2024-10-10T09:00:00+08:00", reason: "", answered_at: null,
} satisfies ObjectionSummary;

it("says which of two units with the same award an objection is about", async () => {
  answering({
    "GET /host/c/awards": [{ id: "first", review_round: "final", status: "provisional", objections_end: null }],
    "GET /host/c/awards/first/objections": [
      objection, { ...objection, id: "o2", unit: "u7c211433f02071597741aa2b", unit_name: "湘江重工集团" },
    ],
  });
  const page = mount({
    setup() {
      const contest = { id: "c", time_zone: "Asia/Shanghai", themes: [] };
      provide(HOST, { contest: contest as never, overview: ref(null) as never, load: () => Promise.resolve() });
      return () => h(ObjectionsPage);
    },
  });
  await settled();
  const about = [...page.querySelectorAll("td.lead")].map(({ textContent }) => textContent);
  expect(about).toEqual(["优秀组织奖，洞庭湖机械厂", "优秀组织奖，湘江重工集团"]);
});
