/** For tests named `*.mounted.test.ts`, which begin with `// @vitest-environment happy-dom`: mounts components on
 * its page, beside an API of the test's. `make quick` leaves these tests out. */

import { type App, type Component, createApp } from "vue";
import { createMemoryHistory } from "vue-router";
import { i18n } from "../src/i18n";
import { makeRouter } from "../src/router";

declare const happyDOM: { settings: { fetch: { interceptor: object } } };

/** Has the API answer: by method and path, the body of its answer, or a function that makes it or a whole
 * answer. What is not named is never answered. Gives method and path, and body, of each request. */
export function answering(answers: Record<string, unknown>) {
  const asked: [request: string, body: unknown][] = [];
  async function beforeAsyncRequest({ request }: { request: Request }): Promise<Response> {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    asked.push([name, JSON.parse((await request.text()) || "null")]);
    if (!(name in answers)) return new Promise(() => undefined);
    const answer = answers[name];
    const said: unknown = typeof answer === "function" ? await answer(request) : answer;
    return said instanceof Response ? said : Response.json(said);
  }
  happyDOM.settings.fetch.interceptor = { beforeAsyncRequest };
  return asked;
}

let app: App | undefined;

/** Mounts it alone on the page. */
export function mount(component: Component, props: object = {}, router = makeRouter(createMemoryHistory())): HTMLElement {
  app?.unmount();
  app = createApp(component, { ...props }).use(i18n).use(router);
  app.mount(document.body);
  return document.body;
}

/** The first of these elements with this text in it. */
export function find<Tag extends keyof HTMLElementTagNameMap>(place: Element, tag: Tag, text: string): HTMLElementTagNameMap[Tag] {
  const found = [...place.querySelectorAll(tag)].find(({ textContent }) => textContent.includes(text));
  if (!found) throw new Error(`no <${tag}> with “${text}” in: ${place.textContent}`);
  return found;
}

export function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Has the reader choose the file. */
export function choose(field: HTMLInputElement, file: File): void {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

export function press(place: Element, key: KeyboardEventInit): void {
  place.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...key }));
}

/** Until all that was begun has been answered and is on the page. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setTimeout(resolve));
}
