// @vitest-environment happy-dom
import { expect, it } from "vitest";
import type { CallForEntries, ReviewProgress } from "../../src/document";
import RoundCard from "../../src/pages/judge/RoundCard.vue";
import { answering, find, mount, settled } from "../mounted";

it("has the list read again if finishing is refused, and keeps saying why", async () => {
  const said = "还有作品没有评分。";
  answering({ "POST /judge/c/rounds/first/finish": () => Response.json({ code: "x", title: said, reasons: [] }, { status: 409 }) });
  const contest = { id: "c", now: "2024-09-01T00:00:00Z", time_zone: "Asia/Shanghai", themes: [], criteria: [] } as unknown as CallForEntries;
  const progress = {
    round: "first", name: { zh: "初评", en: "First" }, closes: "2024-09-30T00:00:00Z", state: "open", total: 1, submitted: 1, next: null,
  } as ReviewProgress;
  let read = 0;
  const page = mount(RoundCard, { contest, progress, reviews: [], onConflict: () => void (read += 1) });
  find(page, "button", "完成").click();
  await settled();
  expect([read, page.querySelector("[role=alert]")?.textContent]).toEqual([1, said]);
});
