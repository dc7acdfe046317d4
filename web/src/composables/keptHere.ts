/** Short texts that this browser keeps from one visit to the next. Where site data are blocked, even to
 * name `localStorage` throws: then nothing is kept. */

export function keptHere(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

export function keepHere(place: string, text: string): void {
  try {
    localStorage.setItem(place, text);
  } catch {
    // The storage is full or forbidden.
  }
}

export function dropHere(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // It is forbidden, so there is nothing.
  }
}
