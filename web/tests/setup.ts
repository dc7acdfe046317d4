/** What the pages' modules need of a browser when they are imported. Node.js has none of it, happy-dom all. */

import { beforeAll, vi } from "vitest";

if (!("document" in globalThis)) {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal("navigator", { languages: ["zh-CN"], onLine: true });
  const events = new EventTarget();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  vi.stubGlobal("dispatchEvent", events.dispatchEvent.bind(events));
}

beforeAll(async () => {
  const { i18n, loadTexts } = await import("../src/i18n");
  for (const language of ["en", "zh"] as const) {
    i18n.global.locale.value = language;
    await loadTexts("host");
  }
});
