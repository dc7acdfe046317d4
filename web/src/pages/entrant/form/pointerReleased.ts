/** What moves the page between the press of a button and its release takes the click away from what
 * was pressed: whatever follows from leaving a field waits for the release. */

let pressed = false;
const ENDS = ["pointerup", "pointercancel"];

addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ENDS) addEventListener(end, () => (pressed = false), true);

/** At once, where nothing is pressed; else after the click that it makes. */
export async function released(): Promise<void> {
  if (!pressed) return;
  await new Promise((resolve) => {
    for (const end of ENDS) addEventListener(end, resolve, { once: true });
  });
  await new Promise((resolve) => setTimeout(resolve));
}
