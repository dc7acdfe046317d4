import { afterEach, describe, expect, it } from "vitest";
import type { CallForEntries, HostOverview, RulesInForce } from "../../src/document";
import { i18n } from "../../src/i18n";
import { sectionsOf } from "../../src/pages/host/settings/settings";
import { spanText } from "../../src/pages/host/settings/span";

const text = (zh: string) => ({ zh, en: zh });
const criterion = (id: string, zh: string, weight: number) => ({ id, name: text(zh), about: null, weight, points: 100 });
const CONTEST = {
  time_zone: "Asia/Shanghai",
  units: [{}, {}],
  dates: {
    submission_opens: "2024-04-14T16:00:00Z", submission_closes: "2024-07-31T16:00:00Z", grace: "PT0S",
    screening_closes: "2024-08-31T16:00:00Z", ceremony: null, ceremony_note: null,
  },
  media: { container: "mp4", min_seconds: "60", max_seconds: "480", min_long_side: 1920, min_short_side: 1080, aspects: ["16:9", "9:16"], max_bytes: 2 * 1024 ** 3 },
  themes: [{ id: "green", name: text("绿色"), about: text("绿色制造") }],
  criteria: [criterion("science", "科学性", 2), criterion("story", "故事性", 1)],
} as unknown as CallForEntries;
const round = (id: string, more = {}) => ({
  id, name: text(id), opens: "2024-08-31T16:00:00Z", closes: "2024-09-30T16:00:00Z", best_percent: 100, best_number: null,
  ties_enter: true, reviews_per_entry: 3, max_load: 60, weight: 1, ...more,
});
const RULES = {
  edition: 2, loaded_at: "2024-08-02T09:30:00Z", entry_number: "GY-{number:04}",
  limits: { entries_per_entrant: null, entries_per_day: 50, uploads_per_day: 100, bytes_per_day: 100 * 1024 ** 3, one_theme_per_work: true },
  screening: { reasons: [{ id: "a", text: text("缺授权") }, { id: "b", text: text("离题") }], resubmit_within: "P7D", overdue_after: "P14D", undo_within: "PT10M", confirmed_by_second: "reject" },
  conflicts: ["own_unit", "credited"], entrants_may_judge: false,
  rounds: [round("初评"), round("终评", { best_percent: 30, ties_enter: false })],
  scoring: { method: "trimmed_mean", rounds: "last", min_reviews: 2, ties: ["story", "science"] },
  comments: { to: "host", shown: "final" }, confirmation: { people: 2 },
  objections: { period: "P7D", entrants_first: "PT0S" },
  gallery: { poster: true, film: false, synopsis: true, credits: false },
  viewing: { short_side: 1080, megabits: 4, slow_lines: true, new_keys_each_round: false },
  mails: { submitted: true, passed: false },
  retention: { personal_data: "P2Y", media_of_unawarded: "P1Y", awards_stay_named: false },
} as unknown as RulesInForce;
const PLAN: HostOverview["plan"] = [
  { place: "gold", name: text("金奖"), award: "overall", award_name: text("综合奖"), kind: "overall", number: 1, min_score: 60, criterion: null },
  { place: "special", name: text("特别奖"), award: "special", award_name: text("特别奖"), kind: "special", number: 2, min_score: 0, criterion: null },
];
const read = (rules = RULES) => {
  const sections = sectionsOf({ contest: CONTEST, rules, plan: PLAN });
  return Object.fromEntries(sections.map(({ title, rows }) => [title, Object.fromEntries(rows)]));
};

afterEach(() => void (i18n.global.locale.value = "zh"));

describe("the settings", () => {
  it("show dates in the contest's zone, midnight as the day's end or beginning", () => {
    expect(read()["日程"]).toEqual({
      征集开始: "2024年4月15日 00:00", 投稿截止: "2024年7月31日 24:00", 截止后宽限: "无", 初筛截止: "2024年8月31日 24:00",
      初评: "2024年9月1日 00:00 至 2024年9月30日 24:00", 终评: "2024年9月1日 00:00 至 2024年9月30日 24:00", 颁奖仪式: "另行通知",
    });
  });

  it("show what a criterion weighs among the others", () => {
    expect(read()["评审标准"]).toEqual({
      科学性: "权重 2（占 66.7%），满分 100 分", 故事性: "权重 1（占 33.3%），满分 100 分",
    });
  });

  it("say of each round but the first who enters it", () => {
    const shown = read()["评审"]!;
    expect(shown["初评"]).toBe("每件作品 3 份评分\n每位专家最多 60 件");
    expect(shown["终评"]).toBe("每件作品 3 份评分\n每位专家最多 60 件\n上一轮成绩靠前的 30% 进入，末位同分的都不进入");
    expect(shown["总分相同时依次比较"]).toBe("故事性，再比科学性");
    expect(shown["回避"]).toBe("本单位的作品、自己参与创作的作品");
  });

  it("say how rounds combine only where there are several", () => {
    expect(read()["评审"]).toHaveProperty("各轮成绩合并", "只计最后一轮");
    expect(read({ ...RULES, rounds: RULES.rounds.slice(0, 1) })["评审"]).not.toHaveProperty("各轮成绩合并");
  });

  it("name levels with their award, and who confirms", () => {
    expect(read()["奖项"]).toEqual({
      "综合奖·金奖": "1 名，按总分从高到低；最低 60 分", 特别奖: "主办单位决定，须写明理由；最多 2 名", 获奖名单的确认: "须主办单位 2 人确认",
    });
  });

  it("name each mail, sent or not, and what has no limit", () => {
    expect(read()["通知邮件"]).toEqual({ 视频已收到: "发送", 初筛通过: "不发送" });
    expect(read()["投稿"]).toMatchObject({ 每个参选者的作品数: "不限", 每天上传总量: "100 GB", 推荐单位数: "2", 首件作品编号: "GY-0001" });
    expect(read({ ...RULES, entry_number: "{number}-A" })["投稿"]).toMatchObject({ 首件作品编号: "1-A" });
  });

  it.each([
    ["P7D", "7 天", "7 days"], ["PT10M", "10 分钟", "10 minutes"], ["P1Y", "1 年", "1 year"],
    ["P1DT2H3S", "1 天 2 小时 3 秒钟", "1 day 2 hours 3 seconds"], ["PT0S", "", ""],
  ])("say %s as people do", (span, zh, en) => {
    expect(spanText(span)).toBe(zh);
    i18n.global.locale.value = "en";
    expect(spanText(span)).toBe(en);
  });
});
