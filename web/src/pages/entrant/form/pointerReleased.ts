/** Waits until no button of the pointer is down.
 *
 * If the layout changes between the press and the release, the click misses what was pressed. So
 * whatever follows from leaving a field waits for the release. */

let pressed = false;
const RELEASE_EVENTS = ["pointerup", "pointercancel"];

addEventListener("pointerdown", () => (pressed = true), true);
for (const event of RELEASE_EVENTS) addEventListener(event, () => (pressed = false), true);

/** Resolves at once if nothing is pressed, else after the click. */
export async function pointerReleased(): Promise<void> {
  if (!pressed) return;
  await new Promise((resolve) => {
    for (const event of RELEASE_EVENTS) addEventListener(event, resolve, { once: true });
  });
  await new Promise((resolve) => setTimeout(resolve));
}
