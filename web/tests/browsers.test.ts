import { describe, expect, it } from "vitest";
import CONFIG from "../vite.config.ts?raw";

/** The oldest browsers that public/old-browser.js lets in. */
const PROMISED = { chromium: 99, firefox: 97, safari: 15.4 };

/** What came later, and the first versions that have it, by MDN. */
const LATER: [RegExp, { chromium: number; firefox: number; safari: number }][] = [
  [/\(\?<=/, { chromium: 62, firefox: 78, safari: 16.4 }],
  [/\(\?<!/, { chromium: 62, firefox: 78, safari: 16.4 }],
  [/\bAbortSignal\.any\(/, { chromium: 116, firefox: 124, safari: 17.4 }],
  [/\bAbortSignal\.timeout\(/, { chromium: 103, firefox: 100, safari: 16 }],
  [/\bthrowIfAborted\(/, { chromium: 100, firefox: 97, safari: 15.4 }],
  [/\.toSorted\(/, { chromium: 110, firefox: 115, safari: 16 }],
  [/\.toReversed\(/, { chromium: 110, firefox: 115, safari: 16 }],
  [/\.findLast(Index)?\(/, { chromium: 97, firefox: 104, safari: 15.4 }],
  [/\bObject\.groupBy\b/, { chromium: 117, firefox: 119, safari: 17.4 }],
  [/\bMap\.groupBy\b/, { chromium: 117, firefox: 119, safari: 17.4 }],
  [/\bPromise\.withResolvers\b/, { chromium: 119, firefox: 121, safari: 17.4 }],
];

const files = import.meta.glob<string>(
  ["../src/**/*.{vue,ts}", "!../src/document.d.ts"], { query: "?raw", import: "default", eager: true },
);
/** The styles in a component are left to the bundler. */
const code = (text: string) => text.replace(/<style[^]*<\/style>/, "");

describe("the oldest browsers that the pages promise", () => {
  it.each(LATER)("lack %s, and the pages do without", (pattern, since) => {
    const lacking = Object.entries(PROMISED).filter(([name, version]) => since[name as keyof typeof since] > version);
    expect(lacking).not.toEqual([]);
    const using = Object.entries(files).filter(([, text]) => pattern.test(code(text))).map(([file]) => file);
    expect(using).toEqual([]);
  });

  it("are what the pages are built for", () => {
    const { chromium, firefox, safari } = PROMISED;
    const names = [`chrome${chromium}`, `edge${chromium}`, `firefox${firefox}`, `safari${safari}`, `ios${safari}`];
    expect(CONFIG).toContain(`target: ${JSON.stringify(names).replaceAll(",", ", ")}`);
    expect(Object.keys(files).length).toBeGreaterThan(100);
  });
});
