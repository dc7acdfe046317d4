// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { h, provide, ref, type Slots } from "vue";
import type { ArchiveProgress, CertificateLine, HeldBack } from "../../src/document";
import CertificatesPage from "../../src/pages/host/certificates/CertificatesPage.vue";
import { HOST } from "../../src/pages/host/useHost";
import { answering, find, mount, settled, write } from "../mounted";

vi.mock("../../src/pages/host/element", () => {
  const shown = (_: object, { slots }: { slots: Slots }) => h("div", slots.default?.());
  const button = (_: object, { slots }: { slots: Slots }) => h("button", slots.default?.());
  const input = (_: object, { emit, attrs }: { emit: (name: string, typed: string) => void; attrs: object }) =>
    h("input", { ...attrs, onInput: ({ target }: InputEvent) => emit("update:modelValue", (target as HTMLInputElement).value) });
  return {
    ElAlert: shown, ElButton: button, ElDialog: shown, ElInput: Object.assign(input, { emits: ["update:modelValue"] }), ElPagination: shown,
    ElProgress: () => h("progress"), ElTable: shown, ElTableColumn: () => null, ElTag: shown,
  };
});

const line: CertificateLine = {
  number: "0001", code: "7K3M-9QX0-AB1C", round: "first", place: "gold", theme: null, entry: "e1", unit: null, recipient: "湘江重工",
  title: "钢铁脊梁", award: "金奖", mark: true, issued_at: "2026-11-01T00:00:00Z", status: "valid", since: null, made: true,
};
const packed: ArchiveProgress = { done: 1, total: 1, asked_at: "2026-11-02T00:00:00Z", address: "https://bucket/a.zip", expired: false, outdated: false };

const held: HeldBack = {
  round: "first", place: "gold", theme: null, entry: "e2", unit: null, recipient: "王𠮷", title: "奋进🚀", award: "金奖", characters: ["𠮷", "🚀"],
};
let asked: ReturnType<typeof answering>;

async function shown(archive: ArchiveProgress, held_back: HeldBack[] = [], certificates = [line]): Promise<HTMLElement> {
  asked = answering({
    "GET /host/c/certificates": { certificates, held_back }, "GET /host/c/certificate-archive": archive, "POST /host/c/certificates": line,
  });
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

it("says that other certificates count than those packed, and offers to pack again", async () => {
  const page = await shown({ ...packed, address: null, outdated: true });
  expect(page.textContent).toContain("打包后证书有变动，需重新打包。");
  expect(find(page, "button", "重新打包")).toBeTruthy();
  expect(page.querySelector("a[href^='https://bucket']")).toBeNull();
  expect(page.querySelector("progress")).toBeNull();
});

it("names who is held back, with the characters, and issues with what is printed instead", async () => {
  const page = await shown(packed, [held], []);
  expect(page.textContent).not.toContain("还没有证书");
  expect(find(page, "h3", "王𠮷《奋进🚀》").textContent).toContain("金奖");
  const rare = find(page, "label", "𠮷（U+20BB7）印作").querySelector("input");
  find(page, "label", "🚀（U+1F680）印作");
  write(rare as HTMLInputElement, "吉");
  await settled();
  expect(page.textContent).toContain("将印为：王吉《奋进》");
  page.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  expect(asked.find(([request]) => request.startsWith("POST"))).toEqual([
    "POST /host/c/certificates",
    { round: "first", place: "gold", theme: null, entry: "e2", unit: null, glyphs: { 𠮷: "吉", "🚀": "" } },
  ]);
  expect(asked.filter(([request]) => request === "GET /host/c/certificates")).toHaveLength(2);
});

it("asks nothing where nobody is held back", async () => {
  expect((await shown(packed)).textContent).not.toContain("因缺字未颁发");
});
