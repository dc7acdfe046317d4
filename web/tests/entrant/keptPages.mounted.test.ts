// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { createMemoryHistory, RouterView } from "vue-router";
import "../../src/pages/entrant/EntryPage.vue";
import { me } from "../../src/api/session";
import { makeRouter } from "../../src/router";
import { answering, mount, settled } from "../mounted";

it("the page of an entry is kept with its upload, however many others are opened after it", async () => {
  me.value = { id: "he", address: "", name: "", host: false, grants: [] };
  const asked = answering({ "GET /public/c": { id: "c", now: "2024-07-01T12:00:00+08:00", name: { zh: "赛", en: "C" } } });
  const router = makeRouter(createMemoryHistory());
  const entries = [...Array(12).keys()].map((n) => `e${n}`);
  await router.push("/contests/c/entries/e0");
  mount(RouterView, {}, router);
  for (const entry of [...entries, "e0"]) {
    await router.push(`/contests/c/entries/${entry}`);
    await settled();
  }
  const opened = asked.map(([request]) => request).filter((request) => request.includes("/entries/"));
  expect(opened).toEqual(entries.map((entry) => `GET /entrant/c/entries/${entry}`));
});
