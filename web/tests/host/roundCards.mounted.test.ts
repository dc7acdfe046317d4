// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { type Component, h, provide, ref, type Slots } from "vue";
import EnteringCard from "../../src/pages/host/rounds/EnteringCard.vue";
import PlanCard from "../../src/pages/host/rounds/PlanCard.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => ({
  ElAlert: (_: object, { attrs }: { attrs: { title?: string } }) => h("p", { role: "alert" }, attrs.title),
  ElButton: (_: object, { slots }: { slots: Slots }) => h("button", { type: "button" }, slots.default?.()),
}));

const plan = { entries: 2, assignments: 2, unplaced: [], loads: {}, quality: null, sha256: "s" };
const entering = { entries: ["e1"], confirmed: false, sha256: "s" };
const coverage = { judges: [] };

it.each([
  ["plan", PlanCard, { round: "first", coverage }, plan],
  ["entries", EnteringCard, { round: "first" }, entering],
] as [string, Component, object, object][])("reads the %s of a round again if they are refused, beside what the refusal said", async (name, card, props, data) => {
  const [said, path] = ["评审已经开始。", `/host/c/rounds/first/${name}`];
  const asked = answering({
    [`GET ${path}`]: data,
    [`POST ${path}`]: () => Response.json({ code: "x", title: said, reasons: [] }, { status: 409 }),
  });
  const page = mount({
    setup() {
      provide(HOST, { contest: { id: "c" } as never, overview: ref(null) as never, load: () => Promise.resolve() });
      return () => h(card, props);
    },
  });
  await settled();
  [...page.querySelectorAll("button")].at(-1)!.click();
  await settled();
  expect(asked.map(([request]) => request)).toEqual([`GET ${path}`, `POST ${path}`, `GET ${path}`]);
  expect(page.querySelector("[role=alert]")?.textContent).toBe(said);
});
