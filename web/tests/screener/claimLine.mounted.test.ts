// @vitest-environment happy-dom
import { expect, it } from "vitest";
import type { CallForEntries, ScreeningCase } from "../../src/document";
import ClaimLine from "../../src/pages/screener/ClaimLine.vue";
import { answering, mount, settled } from "../mounted";

const contest = { id: "c", time_zone: "Asia/Shanghai" } as unknown as CallForEntries;
const entry = { id: "e", status: "screening", claim: null } as unknown as ScreeningCase;
const claimed = (mine: boolean) => ({ ...entry, claim: { mine, name: "李雷", until: "2024-08-02T00:30:00Z" } });
const CLAIM = "POST /screener/c/entries/e/claim";
const RELEASE = "DELETE /screener/c/entries/e/claim";

/** What is asked by whoever leaves the work before its claim is answered. */
async function passedThrough(answer: unknown): Promise<string[]> {
  let tell: (said: unknown) => void = () => undefined;
  const asked = answering({ [CLAIM]: () => new Promise((resolve) => (tell = resolve)), [RELEASE]: entry });
  mount(ClaimLine, { contest, entry });
  await settled();
  mount(() => null);
  await settled();
  expect(asked.map(([request]) => request)).toEqual([CLAIM]);
  tell(answer);
  await settled();
  return asked.map(([request]) => request);
}

it("is released also by whoever leaves before the claim is answered", async () => {
  expect(await passedThrough(claimed(true))).toEqual([CLAIM, RELEASE]);
});

it("releases nothing if another screener has the work", async () => {
  expect(await passedThrough(claimed(false))).toEqual([CLAIM]);
  expect(await passedThrough(Response.json({ errors: [] }, { status: 409 }))).toEqual([CLAIM]);
});

it("is released once when the work is left after the answer", async () => {
  const asked = answering({ [RELEASE]: entry });
  mount(ClaimLine, { contest, entry: claimed(true) });
  await settled();
  mount(() => null);
  await settled();
  expect(asked.map(([request]) => request)).toEqual([RELEASE]);
});
