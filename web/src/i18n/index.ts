/** The two languages of the pages, Chinese first; the reader's choice is remembered. */

import { createI18n } from "vue-i18n";
import type { Text } from "../document";
import en from "./en";
import zh from "./zh";

export type Language = keyof Text;

const KEPT_AS = "laurel.language";

function first(): Language {
  const chosen = localStorage.getItem(KEPT_AS);
  if (chosen === "zh" || chosen === "en") return chosen;
  const known = navigator.languages.map((name) => name.split("-")[0]);
  return known.find((name) => name === "zh" || name === "en") === "en" ? "en" : "zh";
}

export const i18n = createI18n<[typeof zh], Language, false>({
  legacy: false,
  locale: first(),
  fallbackLocale: "zh",
  messages: { zh, en },
});

export const language = (): Language => i18n.global.locale.value;

export function speak(chosen: Language): void {
  i18n.global.locale.value = chosen;
  localStorage.setItem(KEPT_AS, chosen);
  tellDocument();
}

export function tellDocument(): void {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
}

export const read = (text: Text): string => text[language()];

/** By the contest's clock, wherever the reader is; midnight is 24:00 of the day that it ends. */
export function moment(iso: string, timeZone: string): string {
  const place = language() === "zh" ? "zh-CN" : "en-GB";
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  const at = new Date(iso);
  const clock = new Intl.DateTimeFormat(place, time).format(at);
  const midnight = clock === "00:00";
  const day = new Date(at.getTime() - (midnight ? 1 : 0));
  const date = new Intl.DateTimeFormat(place, { dateStyle: "long", timeZone }).format(day);
  return `${date} ${midnight ? "24:00" : clock}`;
}

/** Seconds as people say them. */
export function span(seconds: number): string {
  const { t } = i18n.global;
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return t("upload.seconds", { n: seconds });
  if (minutes < 60) return t("upload.minutes", { n: minutes });
  return t("upload.hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}
