/** Which of a work's files this browser plays. */

import { keepHere, keptHere } from "../composables/keptHere";
import type { Film, PlayFailure } from "../document";

export interface FilmShape {
  width: number;
  height: number;
  /** Of the whole work. */
  seconds: number;
}

/** Bits a second, on average. */
export const bitRate = (film: Film, seconds: number): number => (film.size * 8) / Math.max(seconds, 1);

/** Those that the browser says it plays, in their order. A browser that cannot be asked, and a file of
 * which the codecs are not known, count as playing. */
export async function playable(films: readonly Film[], shown: FilmShape): Promise<Film[]> {
  const plays = await Promise.all(films.map((film) => isPlayed(film, shown).catch(() => true)));
  return films.filter((_, index) => plays[index]);
}

async function isPlayed(film: Film, { width, height, seconds }: FilmShape): Promise<boolean> {
  const [picture, sound] = film.codecs.split(", ");
  if (!picture) return true;
  if (!("mediaCapabilities" in navigator)) {
    return document.createElement("video").canPlayType(`video/mp4; codecs="${film.codecs}"`) !== "";
  }
  const { supported } = await navigator.mediaCapabilities.decodingInfo({
    type: "file",
    video: {
      contentType: `video/mp4; codecs="${picture}"`,
      width, height, bitrate: Math.ceil(bitRate(film, seconds)), framerate: USUAL_FRAMES,
    },
    ...(sound ? { audio: { contentType: `audio/mp4; codecs="${sound}"` } } : {}),
  });
  return supported;
}

/** Where nobody has chosen: the first, or the small one if the browser says that the line is slow. */
export function firstChoice(films: readonly Film[], seconds: number): Film | null {
  const [first] = films;
  const line = (navigator as { connection?: { downlink?: number } }).connection?.downlink;
  const small = films.find(({ kind }) => kind === "small");
  return (first && small && line && line * 1e6 < bitRate(first, seconds) ? small : first) ?? null;
}

/** Codes of `MediaError`. */
const DECODE = 3;
const NOT_SUPPORTED = 4;

/** What the code of a video's error means; null if a fresh address may help, as one that has expired
 * looks like a file that is not supported. `renewed`: there was one already. */
export function problemOf(code: number | undefined, { renewed }: { renewed: boolean }): PlayFailure["problem"] | null {
  if (code === DECODE) return "decode";
  if (!renewed) return null;
  return code === NOT_SUPPORTED ? "not_supported" : "network";
}

/** Whether a video has sound and no picture: browsers that cannot decode HEVC give no error. */
export const isBlind = (video: { videoWidth: number } | null): boolean => video?.videoWidth === 0;

/** A second. */
const USUAL_FRAMES = 30;
const KEPT = "laurel-film";

/** The kind of file that the person chose last, on whatever work. */
export const chosenBefore = (): string | null => keptHere(KEPT);

export const keepChoice = (kind: Film["kind"]): void => keepHere(KEPT, kind);
