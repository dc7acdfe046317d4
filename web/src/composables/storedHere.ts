/** What is typed, kept in this window of the browser: it outlives a reload, and a phone that has ended
 * the page, but not the window. Where the browser keeps nothing, the page alone does. */

export function storedHere<T>(place: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function storeHere(place: string, value: unknown): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden.
  }
}

export function forgetHere(place: string): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // It is forbidden, so there is nothing.
  }
}

export function forgetAllHere(): void {
  try {
    sessionStorage.clear();
  } catch {
    // The same.
  }
}
