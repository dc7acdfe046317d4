/** Numbers, times and sizes as people read them. */

import { i18n, language } from "./i18n";

/** When something happened, or begins, by the contest's clock, wherever the reader is. */
export const formatDateTime = (iso: string, timeZone: string): string =>
  dateAndTime(new Date(iso), clockTime(iso, timeZone), timeZone);

/** Until when something is possible, to the minute. Midnight is 24:00 of the day that it ends, as in
 * the mails (`end` of contest/refusals/formatting.py). */
export function formatEnd(iso: string, timeZone: string): string {
  const clock = clockTime(iso, timeZone);
  if (clock !== "00:00") return formatDateTime(iso, timeZone);
  return dateAndTime(new Date(Date.parse(iso) - 60_000), "24:00", timeZone);
}

const clockTime = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone })
    .format(new Date(iso));

function dateAndTime(day: Date, clock: string, timeZone: string): string {
  const [locale, separator] = language() === "zh" ? ["zh-CN", " "] : ["en-GB", ", "];
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(day);
  return `${date}${separator}${clock}`;
}

/** The days from a moment to another one, by the contest's clock: 2024年8月15日至2024年9月30日. The midnight
 * that ends the last day belongs to it. */
export function formatDays(begins: string, ends: string, timeZone: string): string {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
  const [from, to] = [days.format(new Date(begins)), days.format(new Date(Date.parse(ends) - 1))];
  return from === to ? from : i18n.global.t("time.days_from_to", { from, to });
}

/** A plain date, such as `2024-07-31`. */
export function formatDay(date: string): string {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}

/** The same without its year: 7月31日. */
export function formatShortDay(date: string): string {
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(date));
}

/** The time of day by the contest's clock: 09:36. */
export const formatClock = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);

/** The name of a time zone, as it stands beside a date. */
export function zoneName(timeZone: string): string {
  const zh = language() === "zh";
  if (timeZone === "Asia/Shanghai") return zh ? "北京时间" : "Beijing time";
  const options = { timeZone, timeZoneName: "longGeneric" } as const;
  const parts = new Intl.DateTimeFormat(zh ? "zh-CN" : "en-GB", options).formatToParts();
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** The last minutes before a deadline, to the second. */
export function formatCountdown(seconds: number): string {
  const { t } = i18n.global;
  if (seconds < 60) return t("time.seconds", { n: seconds });
  return t("time.minutes_seconds", { m: Math.floor(seconds / 60), s: seconds % 60 });
}

/** Seconds left, in words. */
export function formatTimeLeft(seconds: number): string {
  const { t } = i18n.global;
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return t("time.seconds", { n: seconds });
  if (minutes < 60) return t("time.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t("time.hours", { h: hours, m: minutes % 60 });
  return t("time.days", { d: Math.floor(hours / 24), h: hours % 24 });
}

/** Seconds as a player shows them, rounded: 0:45, 1:02:05. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  return whole < 3600
    ? `${Math.floor(whole / 60)}:${rest}`
    : `${Math.floor(whole / 3600)}:${String(Math.floor(whole / 60) % 60).padStart(2, "0")}:${rest}`;
}

/** Seconds as people say them: 5 分 20 秒. */
export function formatMinutes(seconds: number): string {
  const { t } = i18n.global;
  const whole = Math.round(seconds);
  if (whole < 60) return t("time.seconds", { n: whole });
  if (whole % 60 === 0) return t("time.minutes", { n: whole / 60 });
  return t("time.minutes_seconds", { m: Math.floor(whole / 60), s: whole % 60 });
}

/** From so many seconds to so many: 1–8 分钟; 不超过 8 分钟 if they may be as few as one likes. */
export function formatMinuteRange(least: number, most: number): string {
  const { t } = i18n.global;
  if (!least) return t("front.at_most", { size: formatMinutes(most) });
  if (least % 60 || most % 60) return `${formatMinutes(least)} – ${formatMinutes(most)}`;
  return t("time.minutes", { n: `${least / 60}–${most / 60}` });
}

/** As file managers show it: MB and GB of 1024. */
export function formatBytes(bytes: number): string {
  const [unit, by] = bytes >= 1024 ** 3 ? ["GB", 1024 ** 3] as const : ["MB", 1024 ** 2] as const;
  return `${Number((bytes / by).toFixed(bytes / by < 10 ? 2 : 1))} ${unit}`;
}

const CODECS: Record<string, string> = { AVC: "H.264", HEVC: "H.265" };

/** The name by which people know a codec, instead of the one in its standard. */
export const formatCodec = (name: string): string => CODECS[name] ?? name;
