// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineComponent, h, nextTick, onMounted, ref } from "vue";
import { createMemoryHistory, createRouter, type Router, RouterView } from "vue-router";
import { focusHeadings } from "../../src/composables/focusHeadings";
import { mount, press } from "../mounted";

const Page = (title: string) => defineComponent(() => () => h("h1", title));
/** Its heading is there once the page has read what it needs. */
const Slow = defineComponent(() => {
  const there = ref(false);
  setTimeout(() => (there.value = true), 900);
  return () => [h("p"), there.value ? h("h1", "slow") : null];
});
const Own = defineComponent(() => {
  onMounted(() => document.getElementById("field")!.focus());
  return () => [h("h1", "own"), h("input", { id: "field" })];
});
const Tab = defineComponent(() => () => h("p"));
const Tabs = defineComponent(() => () => [h("h1", "unit"), h(RouterView)]);
let router: Router;
const focused = () => document.activeElement!;
const menu = () => document.querySelector("a")!;
const open = async (path: string, after = 0) => {
  await router.push(path);
  await nextTick();
  await vi.advanceTimersByTimeAsync(after);
  return focused().textContent || focused().localName;
};

describe("after a change of page", () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    const routes = [
      { path: "/first", component: Page("first") }, { path: "/second", component: Page("second") },
      { path: "/slow", component: Slow }, { path: "/own", component: Own },
      { path: "/steps/:step", name: "steps", component: Page("steps") },
      { path: "/tabs", component: Tabs, children: ["sheet", "report"].map((name) => ({ path: name, name, component: Tab })) },
    ];
    router = createRouter({ history: createMemoryHistory(), routes });
    focusHeadings(router);
    await router.push("/first");
    mount(defineComponent(() => () => [h("a", { href: "#" }, "menu"), h("main", { id: "main" }, h(RouterView))]), {}, router);
  });
  afterEach(() => void vi.useRealTimers());

  it("the focus is at its heading, once that is there", async () => {
    expect(focused()).toBe(document.body);
    expect(await open("/second")).toBe("second");
    expect(focused().getAttribute("tabindex")).toBe("-1");
    menu().focus();
    expect([await open("/slow"), await open("/slow", 1_000)]).toEqual(["menu", "slow"]);
  });

  it("the focus stays where the page has put it", async () => expect(await open("/own")).toBe("input"));

  it("the focus stays where the reader went on meanwhile", async () => {
    await open("/slow");
    press(document.body, { key: "Tab" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(focused()).toBe(document.body);
  });

  it("the focus stays at the link to another step of the same page, and to another list of it", async () => {
    await open("/steps/one");
    menu().focus();
    expect([await open("/steps/two"), await open("/steps/two?list=all")]).toEqual(["menu", "menu"]);
  });

  it("the focus stays at the tab, below the heading that all tabs have", async () => {
    await open("/tabs/sheet");
    menu().focus();
    expect(await open("/tabs/report")).toBe("menu");
  });
});
