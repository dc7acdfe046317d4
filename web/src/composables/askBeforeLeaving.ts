/** Has the browser ask whether to leave the page. */
export function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // Chromium before 119 asks by this alone.
  event.returnValue = true;
}
