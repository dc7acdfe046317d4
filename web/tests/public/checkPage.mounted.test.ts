// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { nextTick } from "vue";
import CheckPage from "../../src/pages/public/CheckPage.vue";
import { answering, mount, settled } from "../mounted";

it("the verdict on a certificate comes into a region that was there before it, so that it is read aloud", async () => {
  answering({ "GET /public/c/certificates/7K3M-9QX0-AB1C": { status: "unknown", checked_at: "2024-11-01T00:00:00+08:00" } });
  const page = mount(CheckPage, { contestId: "c", code: "7K3M-9QX0-AB1C" });
  await nextTick();
  const region = page.querySelector("[aria-live=polite]")!;
  expect(region.textContent).toBe("");
  await settled();
  expect(region.textContent).toContain("没有查到这份证书");
});
