import { describe, expect, it } from "vitest";
import en from "../src/i18n/en";
import enHost from "../src/i18n/en/host";
import zh from "../src/i18n/zh";
import zhHost from "../src/i18n/zh/host";

type Messages = { [key: string]: string | Messages };

/** The keys of all texts, and each with its text. */
function texts(messages: Messages, path = ""): [string, string][] {
  return Object.entries(messages).flatMap(([key, text]) =>
    typeof text === "string" ? [[path + key, text]] : texts(text, `${path}${key}.`),
  );
}

const [chinese, english] = [texts({ ...zh, ...zhHost }), texts({ ...en, ...enHost })];
const keys = chinese.map(([key]) => key);
const files = import.meta.glob<string>(
  ["../src/**/*.{vue,ts}", "!../src/i18n/**", "!../src/document.d.ts"],
  { query: "?raw", import: "default", eager: true },
);
const source = Object.values(files).join("\n");
/** `entry.submit`, or of a computed key the part before the first `${`. */
const used = [...source.matchAll(/["'`]([a-z_]+(?:\.[a-z_]+)*\.?)(["'`]|\$\{)/g)];

describe("the texts of the pages", () => {
  it("exist in both languages, with the same parameters", () => {
    const parameters = (of: [string, string][]) =>
      of.map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]);
    expect(parameters(english)).toEqual(parameters(chinese));
  });

  it("exist for every key that a page asks for", () => {
    const sections = new Set(keys.filter((key) => key.includes(".")).map((key) => key.split(".")[0]));
    const named = used
      .filter(([, key, end]) => end !== "${" && sections.has(key!.split(".")[0]) && key!.includes("."))
      .map(([, key]) => key!);
    const asked = [...new Set(named)]
      // Codes of refusals, and names of files and fields, look alike.
      .filter((key) => new RegExp(`\\bt\\([^)]*["'\`]${key.replaceAll(".", "\\.")}["'\`]`).test(source));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("are all used", () => {
    const exact = new Set(used.filter(([, , end]) => end !== "${").map(([, key]) => key));
    const beginnings = used.filter(([, , end]) => end === "${").map(([, key]) => key!);
    const unused = keys.filter(
      (key) => !exact.has(key) && !beginnings.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it("use Chinese punctuation in Chinese, and no exclamation marks", () => {
    const wrong = chinese.filter(([, text]) => /[\u4e00-\u9fff][,;:!?()]|！/.test(text));
    expect(wrong).toEqual([]);
    expect(english.filter(([, text]) => /[!\u3000-\u303f\uff00-\uffef]|\bplease\b/i.test(text))).toEqual([]);
  });
});
