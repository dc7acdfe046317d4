/** After a change of page the focus goes to its heading: it is read aloud, and the keyboard goes on there. */

import { nextTick } from "vue";
import { type Router, START_LOCATION } from "vue-router";

/** Milliseconds between two looks for the heading, and after which a page that has none is left alone. */
const [LOOK_AGAIN, LOOKING] = [50, 10_000];

/** On paper, a page may have another one. */
const headingNow = (): HTMLElement | null =>
  document.getElementById("main")?.querySelector<HTMLElement>("h1:not(.print-only)") ?? null;

/** Neither on the first page, nor where the page itself takes the focus or the reader goes on meanwhile. */
export function focusHeadings(router: Router): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  for (const event of ["keydown", "pointerdown"]) addEventListener(event, stop);

  router.afterEach((to, from, failure) => {
    if (failure || from === START_LOCATION || to.path === from.path) return;
    stop();
    const [before, focused] = [headingNow(), document.activeElement];
    const until = Date.now() + LOOKING;
    const look = () => {
      const { activeElement } = document;
      if (activeElement !== focused && activeElement !== document.body) return;
      const heading = headingNow();
      // Another step or tab of the same page.
      if (heading && heading === before) return;
      if (heading) focusOn(heading);
      else if (Date.now() < until) timer = setTimeout(look, LOOK_AGAIN);
    };
    void nextTick(look);
  });
}

function focusOn(heading: HTMLElement): void {
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}
