/** Ctrl with Enter sends what is typed, also from a field. */

import { onMounted, onScopeDispose } from "vue";

/** A key that is held down sends once: by its next event, another work may be on the page. */
const sends = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat &&
  !event.defaultPrevented;

/** For the one form that a page is about: wherever on the page the key is pressed. */
export function onSendKey(send: () => void): void {
  const listen = (event: KeyboardEvent) => {
    if (!sends(event)) return;
    event.preventDefault();
    send();
  };
  onMounted(() => document.addEventListener("keydown", listen));
  onScopeDispose(() => document.removeEventListener("keydown", listen));
}

/** For `@keydown` of any other form on such a page: it is sent itself, if what it requires is filled in. */
export function sendItself(event: KeyboardEvent, send: () => void): void {
  if (!sends(event)) return;
  event.preventDefault();
  const form = event.currentTarget as HTMLFormElement;
  if (form.noValidate || form.reportValidity()) send();
}
