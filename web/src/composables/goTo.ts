/** Shows a part of the page and gives it the focus, or its first field if one is to `fill` it in. The
 * address stays as it is: a change of its hash would have the router scroll to the top. */
export function goTo(id: string, { fill = false } = {}): void {
  const part = document.getElementById(id);
  part?.scrollIntoView();
  ((fill && part?.querySelector("input")) || part)?.focus({ preventScroll: true });
}
