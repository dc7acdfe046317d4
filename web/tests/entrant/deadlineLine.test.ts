import { describe, expect, it } from "vitest";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { noteContestTime } from "../../src/composables/useDeadline";
import type { CallForEntries, Deadline } from "../../src/document";
import { i18n } from "../../src/i18n";
import DeadlineLine from "../../src/pages/entrant/DeadlineLine.vue";

const until = (at: string): Deadline => ({ at, grace_until: null, state: "open", text: { zh: "", en: "" } });

/** The call closes on 31 July 2024 at midnight. */
function shown(now: string, deadline?: Deadline) {
  const contest = {
    now, time_zone: "Asia/Shanghai", dates: { submission_opens: "2024-04-15T00:00:00+08:00" },
    deadline: until("2024-08-01T00:00:00+08:00"),
  } as unknown as CallForEntries;
  noteContestTime(contest);
  const props = { contest, deadline: deadline ?? contest.deadline };
  return renderToString(createSSRApp(DeadlineLine, props).use(i18n));
}

describe("the line of a deadline", () => {
  it("says until when works are taken", async () => {
    expect(await shown("2024-07-01T12:00:00+08:00")).toContain("投稿截止：2024年7月31日 24:00（北京时间）");
    expect(await shown("2024-08-05T12:00:00+08:00")).toContain("投稿已于 2024年7月31日 24:00（北京时间）截止");
  });

  it("says of an entry with a later date of its own by when changes are due, after the call too", async () => {
    const own = until("2024-08-12T16:20:00+08:00");
    expect(await shown("2024-08-01T12:00:00+08:00", own)).toContain("修改期限：2024年8月12日 16:20（北京时间）");
    expect(await shown("2024-08-10T16:20:00+08:00", own)).toContain("距修改期限还有 2 天 0 小时：2024年8月12日 16:20");
    expect(await shown("2024-08-12T16:19:50+08:00", own)).toContain("距修改期限还有 10 秒");
    const over = await shown("2024-08-12T16:20:00+08:00", own);
    expect(over).toContain("修改期限已过：2024年8月12日 16:20（北京时间）");
    expect(over).not.toContain("投稿");
  });
});
