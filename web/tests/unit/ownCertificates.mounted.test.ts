// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { h, provide } from "vue";
import CeremonyPage from "../../src/pages/unit/CeremonyPage.vue";
import { UNIT } from "../../src/pages/unit/useUnit";
import { answering, find, mount, settled } from "../mounted";

const certificate = {
  number: "GYZS-2024-0007", code: "7K3M-9QX0-AB1C", award: "优秀组织奖", issued_at: "2024-10-23T00:00:00Z", mark: false,
  status: "valid", since: null, link: "https://contest.example.org/check/c/7K3M9QX0AB1C", address: "https://files.example.org/1.pdf",
};
const page = () =>
  mount({
    setup() {
      provide(UNIT, { contest: { id: "c", time_zone: "Asia/Shanghai" }, unit: {} } as never);
      return () => h(CeremonyPage);
    },
  });

it("gives a unit its certificate, also before it is invited to a ceremony", async () => {
  answering({ "GET /unit/c/certificates": [certificate] });
  const shown = page();
  await settled();

  expect(shown.querySelector("b")!.textContent).toBe("优秀组织奖");
  expect(find(shown, "a", "下载证书").getAttribute("href")).toBe(certificate.address);
});

it("shows nothing of certificates to a unit that has none", async () => {
  answering({ "GET /unit/c/certificates": [] });
  const shown = page();
  await settled();

  expect(shown.textContent).not.toContain("证书");
});
