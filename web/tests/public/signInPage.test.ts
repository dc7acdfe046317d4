import { afterEach, expect, it, vi } from "vitest";
import { createSSRApp } from "vue";
import { createMemoryHistory } from "vue-router";
import { renderToString } from "vue/server-renderer";
import { i18n } from "../../src/i18n";
import SignInPage from "../../src/pages/public/SignInPage.vue";
import { makeRouter } from "../../src/router";

const ASKED = { email: "he@example.com", request: "r1", minutes: 10, ends: Date.parse("2024-07-01T08:10:00Z") };
afterEach(() => void vi.useRealTimers());

/** In a window that kept that a code was asked for. */
function shown(now: string): Promise<string> {
  vi.useFakeTimers({ now: Date.parse(now), toFake: ["Date"] });
  const kept = (key: string) => (key.endsWith(" sign_in") ? JSON.stringify(ASKED) : null);
  vi.stubGlobal("sessionStorage", { getItem: kept, setItem: () => undefined });
  return renderToString(createSSRApp(SignInPage).use(i18n).use(makeRouter(createMemoryHistory())));
}

it("asks for the code that was mailed, though the phone has loaded the page anew", async () => {
  const page = await shown("2024-07-01T08:09:59Z");
  expect(page).toContain("如果 he@example.com 可以收信，验证码已经发出，10 分钟内有效");
  expect(page).toContain("六位验证码");
});

it("begins anew once the code is over, with the address", async () => {
  const page = await shown("2024-07-01T08:10:00Z");
  expect(page).not.toContain("六位验证码");
  expect(page).toContain("发送验证码");
  expect(page).toContain("he@example.com");
});
