import { describe, expect, it } from "vitest";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { noteContestTime } from "../../src/composables/useDeadline";
import type { CallForEntries } from "../../src/document";
import { i18n } from "../../src/i18n";
import ContestTimetable from "../../src/pages/public/front/ContestTimetable.vue";

const text = (zh: string) => ({ zh, en: zh });
const DATES = {
  submission_opens: "2024-04-14T16:00:00Z", submission_closes: "2024-07-31T16:00:00Z", grace: "PT0S",
  screening_closes: "2024-08-14T16:00:00Z", ceremony: null, ceremony_note: null,
};
const CONTEST = {
  time_zone: "Asia/Shanghai",
  now: "2024-09-17T00:00:00Z",
  notice: { conference: text("2024 工业文化发展大会") },
  dates: DATES,
  rounds: [
    { id: "first", name: text("专家初评"), opens: "2024-08-14T16:00:00Z", closes: "2024-09-15T16:00:00Z" },
    { id: "last", name: text("专家终评"), opens: "2024-09-19T16:00:00Z", closes: "2024-09-30T16:00:00Z" },
  ],
  units: [],
  deadline: { at: DATES.submission_closes, grace_until: null, state: "over", text: text("") },
} as unknown as CallForEntries;

const steps = async (changes: object = {}) => {
  const contest = { ...CONTEST, ...changes };
  noteContestTime(contest);
  const page = await renderToString(createSSRApp(ContestTimetable, { contest, announced: false }).use(i18n));
  return [...page.matchAll(/<b>(.*?)<\/b><span>(.*?)<\/span>(?:<em>(.*?)<\/em>)?/g)].map(([, ...said]) => said.filter(Boolean));
};

describe("the timetable", () => {
  it("has the days of each round of review, and where the ceremony takes place", async () => {
    expect((await steps()).slice(3)).toEqual([
      ["专家初评", "2024年8月15日至2024年9月15日", "已过"],
      ["专家终评", "2024年9月20日至2024年9月30日"],
      ["结果公示", "专家评审之后"],
      ["颁奖仪式", "另行通知", "2024 工业文化发展大会"],
    ]);
  });

  it("does not say twice where it takes place", async () => {
    const ceremony_note = text("在 2024 工业文化发展大会期间举行。");
    expect((await steps({ dates: { ...DATES, ceremony_note } })).at(-1)).toEqual(["颁奖仪式", "在 2024 工业文化发展大会期间举行。"]);
    expect((await steps({ notice: { conference: null } })).at(-1)).toEqual(["颁奖仪式", "另行通知"]);
  });
});
