import { describe, expect, it } from "vitest";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import type { CallForEntries, EntryView } from "../../src/document";
import { i18n } from "../../src/i18n";
import EntryHead from "../../src/pages/entrant/EntryHead.vue";

const text = (zh: string) => ({ zh, en: zh });
const CONTEST = { id: "c", time_zone: "Asia/Shanghai", themes: [], parties: [] } as unknown as CallForEntries;
const REFUSED = { refusals: [{ code: "media.no_sound" }], warnings: [], facts: null };
const PASSED = { refusals: [], warnings: [], facts: null };
const [SILENT, RIGHTS] = [text("视频没有声音。"), text("缺少授权证明。")];

async function shown(changes: object): Promise<string> {
  const entry = {
    id: "e", number: "", status: "returned", status_text: text("已退回"), next: { text: text(""), by: null },
    form: { title: "钢铁脊梁", theme: "" }, deadline: { state: "open" }, verdict: PASSED, reasons: [], note: "",
    awards: [], ...changes,
  } as unknown as EntryView;
  const page = await renderToString(createSSRApp(EntryHead, { contest: CONTEST, entry }).use(i18n));
  return page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

describe("the head of an entry", () => {
  it("says why the check refused the video, and why a screener returned the work", async () => {
    expect(await shown({ verdict: REFUSED, reasons: [SILENT] })).toContain("校验未通过，原因： 视频没有声音。");
    const returned = await shown({ reasons: [RIGHTS], note: "" });
    expect(returned).toContain("退回原因： 缺少授权证明。");
    expect(returned).not.toContain("校验未通过");
  });

  it("keeps both apart, while another video is uploaded too", async () => {
    const both = { verdict: REFUSED, reasons: [SILENT, RIGHTS], note: "见第3分钟" };
    for (const [status, heading] of [["returned", "校验未通过，原因："], ["uploading", "上一个视频未通过的原因"]]) {
      const page = await shown({ ...both, status });
      expect(page).toContain(`${heading} 视频没有声音。`);
      expect(page).toContain("退回原因： 缺少授权证明。 筛选意见：见第3分钟");
    }
  });

  it("says why the host left a work out or disqualified it", async () => {
    for (const status of ["not_judged", "disqualified"]) {
      expect(await shown({ status, note: "经查不是原创" })).toContain("主办单位说明：经查不是原创");
    }
  });
});
