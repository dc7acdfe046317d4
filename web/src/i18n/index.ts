/** The languages of the pages: Chinese first, and English. The reader's choice is remembered. Only the
 * texts of that language are loaded, and those of the host's pages with these. */

import { shallowRef } from "vue";
import { createI18n } from "vue-i18n";
import { keepHere, keptHere } from "../composables/keptHere";
import type { Text } from "../document";
import type zh from "./zh";

export type Language = keyof Text;

const STORAGE_KEY = "laurel.language";

/** The reader's choice, else the browser's. */
function initialLanguage(): Language {
  const chosen = keptHere(STORAGE_KEY);
  return chosen === "zh" || chosen === "en" ? chosen : browsersLanguage();
}

/** The first of the browser's languages that the pages have. */
function browsersLanguage(): Language {
  const preferred = navigator.languages.map((name) => name.split("-")[0]);
  return preferred.find((name) => name === "zh" || name === "en") === "en" ? "en" : "zh";
}

export const i18n = createI18n<[typeof zh], Language, false>({
  legacy: false,
  locale: initialLanguage(),
  messages: {} as Record<Language, typeof zh>,
});

/** The texts of Element Plus' components. */
export const elementTexts = shallowRef<typeof import("element-plus/es/locale/lang/en").default>();

const FILES = {
  pages: { zh: () => import("./zh"), en: () => import("./en") },
  host: { zh: () => import("./zh/host"), en: () => import("./en/host") },
};
type Part = keyof typeof FILES;
/** What is loaded in the reader's language, and in another once it is chosen. */
const parts = new Set<Part>(["pages"]);

async function load(chosen: Language): Promise<void> {
  const files = await Promise.all([...parts].map((part) => FILES[part][chosen]()));
  for (const file of files) {
    i18n.global.mergeLocaleMessage(chosen, file.default);
    if ("element" in file) elementTexts.value = file.element;
  }
}

/** Loads texts in the reader's language. */
export async function loadTexts(part: Part = "pages"): Promise<void> {
  parts.add(part);
  await load(language());
}

/** A page, once its texts are loaded too. */
export async function withTexts<T>(part: Part, page: Promise<T>): Promise<T> {
  await loadTexts(part);
  return page;
}

export const language = (): Language => i18n.global.locale.value;

export const isBrowsersLanguage = (): boolean => language() === browsersLanguage();

export async function setLanguage(chosen: Language): Promise<void> {
  await load(chosen);
  i18n.global.locale.value = chosen;
  keepHere(STORAGE_KEY, chosen);
  setDocumentLanguage();
}

/** Fonts, quotes and screen readers follow `lang` of the document. */
export function setDocumentLanguage(): void {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
}

/** A text of the rules or of the API, in the reader's language. */
export const localize = (text: Text): string => text[language()];
