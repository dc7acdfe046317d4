import { afterEach, expect, it } from "vitest";
import { formatBytes, formatDateTime, formatDuration, formatTimeLeft } from "../src/format";
import { i18n } from "../src/i18n";

afterEach(() => void (i18n.global.locale.value = "zh"));

it("writes durations and sizes as people read them", () => {
  expect([45.2, 480, 3725].map(formatDuration)).toEqual(["0:45", "8:00", "1:02:05"]);
  expect([400_000, 63_000_000, 2 ** 31].map(formatBytes)).toEqual(["0.38 MB", "60.1 MB", "2 GB"]);
});

it("writes a time by the contest's clock, with midnight at the end of its day", () => {
  const times = ["2024-07-31T16:00:00Z", "2024-08-12T08:20:00Z"];
  const written = () => times.map((time) => formatDateTime(time, "Asia/Shanghai"));
  expect(written()).toEqual(["2024年7月31日 24:00", "2024年8月12日 16:20"]);
  i18n.global.locale.value = "en";
  expect(written()).toEqual(["31 July 2024, 24:00", "12 August 2024, 16:20"]);
});

it("rounds the time left up to minutes", () => {
  expect([59, 61, 7_261].map(formatTimeLeft)).toEqual(["59 秒", "2 分钟", "2 小时 2 分钟"]);
});
