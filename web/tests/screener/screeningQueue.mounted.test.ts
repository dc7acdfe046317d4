// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { createMemoryHistory } from "vue-router";
import type { CallForEntries } from "../../src/document";
import { lastPlace } from "../../src/pages/screener/queue";
import ScreeningQueue from "../../src/pages/screener/ScreeningQueue.vue";
import "../../src/pages/screener/ScreeningPage.vue";
import { makeRouter } from "../../src/router";
import { answering, find, mount, settled } from "../mounted";

const contest = { id: "c", now: "2024-08-02T00:00:00Z", time_zone: "Asia/Shanghai", themes: [], units: [] } as unknown as CallForEntries;
const PAGE = 50;
const work = (n: number) => ({ id: `e${n}`, title: `作品 ${n}`, number: "", entrant: "", theme: "", region: "", flags: [], since: contest.now, status: "screening" });

/** 120 works, and no more. */
function serveWorks(): string[] {
  const cursors: string[] = [];
  const list = (request: Request) => {
    const from = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
    cursors.push(String(from));
    const entries = [...Array(Math.min(PAGE, 120 - from)).keys()].map((n) => work(from + n));
    const cursor = from + PAGE < 120 ? String(from + PAGE) : null;
    return { entries, cursor };
  };
  answering({ "GET /screener/c/entries": list });
  return cursors;
}
afterEach(() => void Object.assign(lastPlace, { list: "", listed: 0, opened: "" }));

async function shown(query = "") {
  const router = makeRouter(createMemoryHistory());
  await router.push(`/contests/c/screening${query}`);
  const page = mount(ScreeningQueue, { contest }, router);
  await settled();
  return page;
}
const rows = () => document.querySelectorAll("tr").length - 1;

it("whoever comes back from a work finds as many works listed as before, with that one in view", async () => {
  const cursors = serveWorks();
  const scrolled = vi.spyOn(Element.prototype, "scrollIntoView");
  const page = await shown();
  find(page, "button", "继续读取").click();
  await settled();
  expect(rows()).toBe(2 * PAGE);
  mount(() => null);
  lastPlace.opened = "e73";

  await shown();
  expect([rows(), cursors]).toEqual([2 * PAGE, ["0", "50", "0", "50"]]);
  expect((scrolled.mock.contexts.at(-1) as Element).textContent).toContain("作品 73");

  await shown("?flag=ai");
  expect(rows()).toBe(PAGE);
});

it("a work that its entrant is changing again cannot be opened, and the list says so", async () => {
  const returned = { status: "returned", status_text: { zh: "已退回", en: "returned" } };
  const works = [{ ...work(1), ...returned, title: "" }, { ...work(2), ...returned }];
  answering({ "GET /screener/c/entries": { entries: works, cursor: null } });
  const page = await shown("?status=returned");
  const cells = [...page.querySelectorAll("td.work")];
  expect(cells.map((cell) => [cell.querySelector("a")?.textContent, cell.textContent])).toEqual([
    [undefined, "参选者正在修改"], ["作品 2", "作品 2"],
  ]);
});
