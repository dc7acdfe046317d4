/** Storyboards wait for the film's poster: together they are most of what a case loads, and the
 * poster is what a screener looks at first. */

import { inject, type InjectionKey, provide, ref, type Ref, watch } from "vue";

const LOADED: InjectionKey<Readonly<Ref<boolean>>> = Symbol("the poster is loaded, or is none");

/** For the page of a case. `poster`: undefined while it is not known, null if there is none. */
export function providePoster(poster: () => string | null | undefined): void {
  const loaded = ref(false);
  provide(LOADED, loaded);
  watch(poster, async (url) => {
    if (url) await settled(url);
    if (url !== undefined) loaded.value = true;
  });
}

/** Resolves once the picture is loaded, or cannot be. */
const settled = (url: string) =>
  new Promise((resolve) => {
    const image = new Image();
    image.onload = image.onerror = resolve;
    image.src = url;
  });

export const useAfterPoster = () => inject(LOADED, ref(true));
