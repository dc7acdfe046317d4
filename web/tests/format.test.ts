import { afterEach, expect, it } from "vitest";
import {
  formatBytes, formatDateTime, formatDays, formatDuration, formatEnd, formatMinuteRange, formatMinutes, formatTimeLeft,
} from "../src/format";
import { i18n } from "../src/i18n";

afterEach(() => void (i18n.global.locale.value = "zh"));

it("writes durations and sizes as people read them", () => {
  expect([45.2, 480, 3725].map(formatDuration)).toEqual(["0:45", "8:00", "1:02:05"]);
  expect([400_000, 63_000_000, 2 ** 31].map(formatBytes)).toEqual(["0.38 MB", "60.1 MB", "2 GB"]);
});

it("writes a time by the contest's clock", () => {
  const times = ["2024-04-14T16:00:00Z", "2024-07-31T16:00:03Z", "2024-08-12T08:20:59Z"];
  const written = () => times.map((time) => formatDateTime(time, "Asia/Shanghai"));
  expect(written()).toEqual(["2024年4月15日 00:00", "2024年8月1日 00:00", "2024年8月12日 16:20"]);
  i18n.global.locale.value = "en";
  expect(written()).toEqual(["15 April 2024, 00:00", "1 August 2024, 00:00", "12 August 2024, 16:20"]);
});

it("writes an end at midnight as 24:00 of the day before, in all of its minute", () => {
  const times = [
    "2024-07-31T15:59:59Z", "2024-07-31T16:00:00Z", "2024-07-31T16:00:03Z", "2024-07-31T16:00:59Z",
    "2024-07-31T16:01:00Z",
  ];
  const written = () => times.map((time) => formatEnd(time, "Asia/Shanghai"));
  expect(written()).toEqual([
    "2024年7月31日 23:59", "2024年7月31日 24:00", "2024年7月31日 24:00", "2024年7月31日 24:00",
    "2024年8月1日 00:01",
  ]);
  i18n.global.locale.value = "en";
  expect(written()[2]).toBe("31 July 2024, 24:00");
});

it("writes how long a film is, and may be", () => {
  expect([320, 45.4, 60].map(formatMinutes)).toEqual(["5 分 20 秒", "45 秒", "1 分钟"]);
  expect(formatMinuteRange(60, 480)).toBe("1–8 分钟");
  expect(formatMinuteRange(90, 480)).toBe("1 分 30 秒 – 8 分钟");
  expect([300, 45].map((most) => formatMinuteRange(0, most))).toEqual(["不超过 5 分钟", "不超过 45 秒"]);
});

it("writes a span by its days, without the one that begins as it ends", () => {
  const days = (to: string) => formatDays("2024-08-14T16:00:00Z", to, "Asia/Shanghai");
  expect(days("2024-09-30T16:00:00Z")).toBe("2024年8月15日至2024年9月30日");
  expect(days("2024-09-30T10:00:00Z")).toBe("2024年8月15日至2024年9月30日");
  expect(days("2024-08-15T16:00:00Z")).toBe("2024年8月15日");
  i18n.global.locale.value = "en";
  expect(days("2024-09-30T16:00:00Z")).toBe("15 August 2024 – 30 September 2024");
});

it("rounds the time left up to minutes", () => {
  expect([59, 61, 7_261].map(formatTimeLeft)).toEqual(["59 秒", "2 分钟", "2 小时 2 分钟"]);
});
