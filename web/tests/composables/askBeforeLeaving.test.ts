import { expect, it, vi } from "vitest";
import { askBeforeLeaving } from "../../src/composables/askBeforeLeaving";

it("asks in new browsers, and in Chromium before 119", () => {
  const event = { preventDefault: vi.fn(), returnValue: "" };
  askBeforeLeaving(event as unknown as BeforeUnloadEvent);
  expect([event.preventDefault.mock.calls.length, Boolean(event.returnValue)]).toEqual([1, true]);
});
