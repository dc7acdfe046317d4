/** What is typed into a form that is sent as a whole: it outlives a reload and the end of a session. */

import { reactive, toRaw, watch } from "vue";
import { me } from "../api/session";
import { forgetHere, storedHere, storeHere } from "./storedHere";
import { promiseToKeep } from "./useOnline";

const STORAGE_KEY = "laurel.typed";

/** `key` names the form among all of this person's. `start`: what stands in it at first. `isAll`: whether
 * nothing else is typed beside it, so that the page may say that what was typed is kept. */
export function useTyped<T extends object>(key: string, start: () => T, { isAll = true } = {}) {
  const place = `${STORAGE_KEY} ${me.value?.id ?? ""} ${key}`;
  const typed = reactive({ ...start(), ...storedHere<Partial<T>>(place) }) as T;

  watch(typed, () => storeHere(place, toRaw(typed)), { deep: true, flush: "sync" });
  if (isAll) promiseToKeep("keeps", () => JSON.stringify(typed) !== JSON.stringify(start()));

  /** To be called once it has been sent. */
  function forget(): void {
    Object.assign(typed, start());
    forgetHere(place);
  }
  return { typed, forget };
}
