/** Whether the browser has a connection, and what becomes of what is typed while it has none. */

import { computed, onScopeDispose, reactive, ref, watch } from "vue";
import { sessionEnded } from "../api/session";

/** Milliseconds for which a page says that the connection is back. */
const BACK = 6_000;

/** `back`: after a while without a connection. */
export type Connection = "online" | "offline" | "back";

export function useOnline() {
  const connection = ref<Connection>(navigator.onLine ? "online" : "offline");
  let timer: ReturnType<typeof setTimeout> | undefined;

  function follow(): void {
    clearTimeout(timer);
    if (!navigator.onLine) connection.value = "offline";
    else if (connection.value === "offline") connection.value = "back";
    if (connection.value === "back") timer = setTimeout(() => (connection.value = "online"), BACK);
  }

  addEventListener("offline", follow);
  addEventListener("online", follow);
  onScopeDispose(() => {
    clearTimeout(timer);
    removeEventListener("offline", follow);
    removeEventListener("online", follow);
  });
  return connection;
}

/** What a page does with what is typed on it. `saves`: it keeps it in the browser, and saves it by
 * itself. `keeps`: it keeps it in the browser until a person sends it. `none`: neither is certain. */
export type Keeping = "saves" | "keeps" | "none";

/** How many parts of the page promise so. */
const promised = reactive({ saves: 0, keeps: 0 });

/** For a part of the page that keeps what is typed into it: it promises so while `made` is true. */
export function promiseToKeep(keep: keyof typeof promised, made: () => boolean = () => true): void {
  const follow = (now: boolean, _: unknown, onCleanup: (end: () => void) => void) => {
    if (!now) return;
    promised[keep]++;
    onCleanup(() => promised[keep]--);
  };
  watch(made, follow, { immediate: true, flush: "sync" });
}

/** What the page may promise as a whole: no more than the weakest of its parts. */
export const keeping = computed<Keeping>(() =>
  promised.keeps ? "keeps" : promised.saves ? "saves" : "none",
);

/** Whether the page kept what was typed when the session ended. */
export const keptAtEnd = ref(false);
watch(sessionEnded, (ended) => ended && (keptAtEnd.value = keeping.value !== "none"), { flush: "sync" });
