/** Who is signed in. The token lives as long as the browser's tab, and is sent to the API alone. */

import { ref } from "vue";

const KEPT_AS = "laurel.token";

export const token = ref(sessionStorage.getItem(KEPT_AS) ?? "");

export function signIn(given: string): void {
  token.value = given.trim();
  sessionStorage.setItem(KEPT_AS, token.value);
}

export function signOut(): void {
  token.value = "";
  sessionStorage.removeItem(KEPT_AS);
}

export function credentials(): Record<string, string> {
  return token.value ? { Authorization: `Bearer ${token.value}` } : {};
}
