import { describe, expect, it } from "vitest";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { noteContestTime } from "../../src/composables/useDeadline";
import type { AwardRoundSummary, CallForEntries } from "../../src/document";
import { i18n } from "../../src/i18n";
import AwardRound from "../../src/pages/public/winners/AwardRound.vue";

const named = (zh: string) => ({ zh, en: zh });
const WINNER = {
  id: "w1", award: "overall", level: "gold", name: named("金奖"), theme: null, title: "钢铁脊梁",
  recipient: "湘江重工集团",
};
const ROUND: AwardRoundSummary = {
  final: false, fills: false, objections_end: "2024-10-15T18:00:00+08:00", winners: [WINNER],
  taken_off: [], revoked: [],
};

function shown(at: string, changes: Partial<AwardRoundSummary> = {}) {
  const contest = {
    now: at, time_zone: "Asia/Shanghai", themes: [],
    dates: { submission_opens: "2024-04-15T00:00:00+08:00" },
  } as unknown as CallForEntries;
  noteContestTime(contest);
  const round = { ...ROUND, ...changes };
  return renderToString(createSSRApp(AwardRound, { contest, round }).use(i18n));
}

describe("an award round", () => {
  it("takes objections to each winner until the period is over, by the contest's clock", async () => {
    const page = await shown("2024-10-15T17:59:00+08:00");
    expect(page).toContain("2024年10月15日 18:00（北京时间）前可以提出异议");
    expect(page).toContain("对“钢铁脊梁”提出异议");
  });

  it("takes none afterwards, nor once it is final", async () => {
    for (const page of [
      await shown("2024-10-15T18:00:00+08:00"),
      await shown("2024-10-15T17:59:00+08:00", { final: true }),
    ]) {
      expect(page).toContain("湘江重工集团");
      expect(page).not.toContain("提出异议");
    }
  });

  it("names what was revoked, without whoever had it", async () => {
    const gone = { award: "overall", level: "bronze", name: named("铜奖"), theme: null };
    const page = await shown("2024-11-01T00:00:00+08:00", { final: true, revoked: [gone] });
    expect(page).toContain("已撤销的奖项：铜奖");
  });
});
