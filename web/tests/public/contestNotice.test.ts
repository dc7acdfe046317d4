import { describe, expect, it } from "vitest";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import type { CallForEntries } from "../../src/document";
import { i18n } from "../../src/i18n";
import ContestNotice from "../../src/pages/public/ContestNotice.vue";

const text = (zh: string, en: string) => ({ zh, en });
const NOTICE = {
  motto: null, purpose: null, ways: [], requirements: [], panel: null, conference: null, contact: null,
  interpretation: null,
};
const CONTEST = {
  name: text("某活动", "A contest"),
  about: null,
  time_zone: "Asia/Shanghai",
  notice: NOTICE,
  eligibility: null,
  dates: { ceremony: null, ceremony_note: null },
  parties: [],
  units: [],
  benefits: [],
  themes: [],
  criteria: [],
} as unknown as CallForEntries;

const shown = (changes: object) =>
  renderToString(
    createSSRApp(ContestNotice, { contest: { ...CONTEST, ...changes } }).use(i18n),
  );

describe("the notice of a contest", () => {
  it("shows who runs it by their roles, each with their names", async () => {
    const page = await shown({
      parties: [
        { role: "host", name: text("工业文化发展中心", "Centre") },
        { role: "co_organiser", name: text("全国工业旅游联盟", "Alliance") },
        { role: "media_partner", name: text("光明网", "Guangming") },
      ],
    });
    for (const said of ["主办单位", "工业文化发展中心", "协办单位", "全国工业旅游联盟", "合作媒体", "光明网"]) {
      expect(page).toContain(said);
    }
    expect(page).not.toContain("支持单位");
  });

  it("does not mention what the rules leave out", async () => {
    expect(await shown({})).not.toContain("<dt>");
  });

  it("shows a unit's own date by the contest's clock, and the contact's parts that there are", async () => {
    const page = await shown({
      notice: { ...NOTICE, contact: { name: text("传播推广处", "Division"), phone: null, email: null, address: null } },
      units: [{ id: "hunan", name: text("湖南省工业和信息化厅", "Hunan"), sheet_closes: "2024-05-29T09:30:00Z" }],
    });
    expect(page).toContain("湖南省工业和信息化厅：推荐汇总表截止 2024年5月29日 17:30");
    expect(page).toContain("<dd>传播推广处</dd>");
  });
});
