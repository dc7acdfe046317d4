/** What is typed into a form that is sent as a whole: it outlives a reload and the end of a session. */

import { reactive, toRaw, watch } from "vue";

const STORAGE_KEY = "laurel.typed";

function stored<T extends object>(key: string): Partial<T> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

/** `key` names the form among all. `start`: what stands in it at first. */
export function useTyped<T extends object>(key: string, start: () => T) {
  const place = `${STORAGE_KEY}.${key}`;
  const typed = reactive({ ...start(), ...stored<T>(place) }) as T;

  watch(typed, () => sessionStorage.setItem(place, JSON.stringify(toRaw(typed))), { deep: true, flush: "sync" });

  /** To be called once it has been sent. */
  function forget(): void {
    Object.assign(typed, start());
    sessionStorage.removeItem(place);
  }
  return { typed, forget };
}
