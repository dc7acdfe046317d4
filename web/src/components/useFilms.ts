/** Which of a work's files is shown: what the browser plays, what the person has chosen, and what is
 * left when one does not play after all. */

import { computed, ref, watch } from "vue";
import type { Film, PlayFailure } from "../document";
import { chosenBefore, type FilmShape, firstChoice, keepChoice, playable } from "./films";

export interface FilmWatcher {
  /** Before another file of the same work is shown. */
  leaving: () => void;
  /** A file did not play, or none of them would. */
  failed: (failure: PlayFailure) => void;
}

export function useFilms(props: Readonly<FilmShape & { films: readonly Film[] }>, { leaving, failed }: FilmWatcher) {
  /** Those that can be chosen; null until the browser was asked. */
  const options = ref<Film[] | null>(null);
  const kind = ref<string | null>(chosenBefore());
  /** Kinds that the browser did not play although it said so. */
  const broken: string[] = [];
  const film = computed(
    () => options.value?.find((one) => one.kind === kind.value) ?? firstChoice(options.value ?? [], props.seconds),
  );

  watch(
    () => props.films,
    async (films) => {
      const played = await playable(films, props);
      if (films[0] && !played.length) failed({ kind: films[0].kind, problem: "not_offered" });
      options.value = played.filter((one) => !broken.includes(one.kind));
    },
    { immediate: true },
  );

  function choose(one: Film): void {
    leaving();
    kind.value = one.kind;
    keepChoice(one.kind);
  }

  /** Goes on with another file, if there is one. */
  function onUnplayable(problem: PlayFailure["problem"]): void {
    const shown = film.value;
    if (!shown) return;
    failed({ kind: shown.kind, problem });
    const others = options.value?.filter(({ kind: other }) => other !== shown.kind) ?? [];
    if (!others.length) return;
    leaving();
    broken.push(shown.kind);
    options.value = others;
  }

  return { options, film, choose, onUnplayable };
}
