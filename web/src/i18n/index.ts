/** The languages of the pages: Chinese first, and English. The reader's choice is remembered. */

import { createI18n } from "vue-i18n";
import type { Text } from "../document";
import en from "./en";
import zh from "./zh";

export type Language = keyof Text;

const STORAGE_KEY = "laurel.language";

/** The reader's choice, else the first of the browser's languages that the pages have. */
function initialLanguage(): Language {
  const chosen = localStorage.getItem(STORAGE_KEY);
  if (chosen === "zh" || chosen === "en") return chosen;
  const preferred = navigator.languages.map((name) => name.split("-")[0]);
  return preferred.find((name) => name === "zh" || name === "en") === "en" ? "en" : "zh";
}

export const i18n = createI18n<[typeof zh], Language, false>({
  legacy: false,
  locale: initialLanguage(),
  fallbackLocale: "zh",
  messages: { zh, en },
});

export const language = (): Language => i18n.global.locale.value;

export function setLanguage(chosen: Language): void {
  i18n.global.locale.value = chosen;
  localStorage.setItem(STORAGE_KEY, chosen);
  setDocumentLanguage();
}

/** Fonts, quotes and screen readers follow `lang` of the document. */
export function setDocumentLanguage(): void {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
}

/** A text of the rules or of the API, in the reader's language. */
export const localize = (text: Text): string => text[language()];
