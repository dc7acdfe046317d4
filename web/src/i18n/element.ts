/** The texts of Element Plus' components, in the pages' languages. */

import en from "element-plus/es/locale/lang/en";
import zh from "element-plus/es/locale/lang/zh-cn";
import type { Language } from "./index";

export const elementTexts: Record<Language, typeof zh> = { zh, en };
