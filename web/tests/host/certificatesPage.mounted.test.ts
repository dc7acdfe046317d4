// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { ArchiveProgress, CertificateLine } from "../../src/document";
import CertificatesPage from "../../src/pages/host/certificates/CertificatesPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, find, mount, settled } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  const button = (_: object, { slots }: { slots: Slots }) => h("button", slots.default?.());
  return {
    ElAlert: shown, ElButton: button, ElDialog: shown, ElInput: shown, ElPagination: shown,
    ElProgress: () => h("progress"), ElTable: shown, ElTableColumn: () => null, ElTag: shown,
  };
});

const line: CertificateLine = {
  number: "0001", code: "7K3M-9QX0-AB1C", round: "first", place: "gold", theme: null, entry: "e1", unit: null, recipient: "湘江重工",
  title: "钢铁脊梁", award: "金奖", mark: true, issued_at: "2026-11-01T00:00:00Z", status: "valid", since: null, made: true,
};
const packed: ArchiveProgress = { done: 1, total: 1, asked_at: "2026-11-02T00:00:00Z", address: "https://bucket/a.zip", expired: false };

async function shown(archive: ArchiveProgress): Promise<HTMLElement> {
  answering({ "GET /host/c/certificates": [line], "GET /host/c/certificate-archive": archive });
  const page = mount({
    setup() {
      provide(HOST, { contest: { id: "c", units: [], time_zone: "Asia/Shanghai" } as never, overview: ref(null) as never, load: () => Promise.resolve() });
      return () => h(CertificatesPage);
    },
  });
  await settled();
  return page;
}

it("offers what was packed", async () => {
  const page = await shown(packed);
  expect(page.querySelector("a[href='https://bucket/a.zip']")?.textContent).toContain("下载全部证书");
});

it("says that what was packed is gone, and offers to pack again", async () => {
  const page = await shown({ ...packed, address: null, expired: true });
  expect(page.textContent).toContain("之前打包的文件已失效，请重新打包。");
  expect(find(page, "button", "重新打包")).toBeTruthy();
  expect(page.querySelector("progress")).toBeNull();
  expect(page.textContent).not.toContain("正在打包");
});
