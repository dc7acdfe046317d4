/** Storyboards wait for the film's poster: together they are most of what a case loads, and the
 * poster is what a screener looks at first. */

import { inject, type InjectionKey, provide, ref, type Ref, watch } from "vue";

const LOADED: InjectionKey<Readonly<Ref<boolean>>> = Symbol("the poster is loaded, or is none");

/** For the page of a case. `poster`: undefined while it is not known, null if there is none. */
export function providePoster(poster: () => string | null | undefined): void {
  const loaded = ref(false);
  provide(LOADED, loaded);
  const stop = watch(
    poster,
    async (url) => {
      if (url === undefined) return;
      const image = new Image();
      image.src = url ?? "";
      if (url) await image.decode().catch(() => null);
      loaded.value = true;
      stop();
    },
  );
}

export const useAfterPoster = () => inject(LOADED, ref(true));
