// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { createMemoryHistory } from "vue-router";
import type { CallForEntries } from "../../src/document";
import zh from "../../src/i18n/zh";
import CopyEntry from "../../src/pages/entrant/CopyEntry.vue";
import { makeRouter } from "../../src/router";
import { newEntryAt } from "../../src/router/addresses";
import { answering, find, mount } from "../mounted";

const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const contestThatCloses = (days: number) => ({
  id: "c", dates: { submission_opens: at(-9) }, deadline: { at: at(days), grace_until: at(days + 1) },
}) as unknown as CallForEntries;

it("a work is copied to a new one, which is opened; sent again it is the same one", async () => {
  let answered = 0;
  const asked = answering({
    "POST /entrant/c/entries": () => (answered++ ? { id: "new" } : new Response("", { status: 400 })),
  });
  const router = makeRouter(createMemoryHistory());
  const push = vi.spyOn(router, "push");
  const page = mount(CopyEntry, { contest: contestThatCloses(1), entry: "e" }, router);
  const button = find(page, "button", zh.copy_entry.copy);
  button.click();
  await vi.waitFor(() => expect(page.querySelector("[role=alert]")).not.toBeNull());
  button.click();
  await vi.waitFor(() => expect(push).toHaveBeenCalledWith(newEntryAt("c", "new")));
  const bodies = asked.map(([, body]) => body as { copy_of: string; request_id: string });
  expect(bodies.map(({ copy_of }) => copy_of)).toEqual(["e", "e"]);
  expect(new Set(bodies.map(({ request_id }) => request_id)).size).toBe(1);
});

it.each([-0.5, -2])("nothing is copied once no work can be created", (days) => {
  answering({});
  expect(mount(CopyEntry, { contest: contestThatCloses(days), entry: "e" }).textContent).toBe("");
});
