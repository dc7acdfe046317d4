/** Checks a file by the rules of the contest before it is uploaded. It only warns: the check on the
 * server measures for itself and decides. */

import type { MediaRules } from "../../../document";
import { formatBytes, formatDuration } from "../../../format";
import { bytesOf } from "../../../readFile";

export type WarningCode = "size" | "container" | "duration" | "longest" | "resolution" | "aspect" | "unreadable";

export interface Warning {
  code: WarningCode;
  measured: string;
  allowed: string;
}

/** As a player shows it: rotated, with square pixels. */
export interface Picture {
  seconds: number;
  width: number;
  height: number;
}

/** Seconds by which a browser's duration may be off: containers and frames are rounded. */
const TOLERANCE = 0.5;
/** Milliseconds that a browser may take to open the file. */
const TIMEOUT = 10_000;

export interface Precheck {
  warnings: Warning[];
  /** Null if the browser did not read it. */
  picture: Picture | null;
}

/** Throws `Unreadable` if not even its beginning can be read. */
export async function precheck(file: File, rules: MediaRules): Promise<Precheck> {
  const warnings = await fileWarnings(file, rules);
  if (warnings.some((warning) => warning.code === "container")) return { warnings, picture: null };
  const picture = await openInPlayer(file);
  const unreadable: Warning = { code: "unreadable", measured: "", allowed: "" };
  return { warnings: [...warnings, ...(picture ? pictureWarnings(picture, rules) : [unreadable])], picture };
}

/** Whether what is warned of may come of choosing the film from Photos: iPhones and iPads convert and
 * compress it. */
export const mayBeConverted = (warnings: readonly Warning[], browser: Browser): boolean =>
  isIos(browser) && warnings.some(({ code }) => code === "container" || code === "resolution");

type Browser = Pick<Navigator, "userAgent" | "maxTouchPoints">;

/** An iPad calls itself a Mac. */
const isIos = ({ userAgent, maxTouchPoints }: Browser): boolean =>
  /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);

/** The most bytes of a first box that the server looks at. */
const TYPE_BOX = 4096;
/** Brands of QuickTime and of still pictures. A file that names no other is no mp4. */
const OTHER_BRANDS = new Set(["qt  ", "mif1", "heic", "heix", "avif"]);

/** Whether a file that begins so says that it is an mp4, as the server reads it. */
export function isMp4(head: ArrayBuffer): boolean {
  const text = new TextDecoder("latin1").decode(head);
  if (text.slice(4, 8) !== "ftyp") return false;
  const size = Math.min(new DataView(head).getUint32(0), text.length);
  const brands = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(text.slice(at, at + 4));
  return brands.some((brand) => brand !== "\0\0\0\0" && !OTHER_BRANDS.has(brand));
}

async function fileWarnings(file: File, rules: MediaRules): Promise<Warning[]> {
  const warnings: Warning[] = [];
  if (file.size > rules.max_bytes) {
    warnings.push({ code: "size", measured: formatBytes(file.size), allowed: formatBytes(rules.max_bytes) });
  }
  if (!isMp4(await bytesOf(file.slice(0, TYPE_BOX)))) {
    warnings.push({ code: "container", measured: file.name, allowed: rules.container });
  }
  return warnings;
}

export function pictureWarnings(picture: Picture, rules: MediaRules): Warning[] {
  const warnings: Warning[] = [];
  const [least, most] = [Number(rules.min_seconds), Number(rules.max_seconds)];
  if (picture.seconds < least - TOLERANCE || picture.seconds > most + TOLERANCE) {
    const measured = formatDuration(picture.seconds);
    const longest = formatDuration(most);
    warnings.push(
      least ? { code: "duration", measured, allowed: `${formatDuration(least)}–${longest}` } : { code: "longest", measured, allowed: longest },
    );
  }
  const [long, short] = [Math.max(picture.width, picture.height), Math.min(picture.width, picture.height)];
  const measured = `${picture.width}×${picture.height}`;
  if (long < rules.min_long_side || short < rules.min_short_side) {
    const allowed = `${rules.min_long_side}×${rules.min_short_side}`;
    warnings.push({ code: "resolution", measured, allowed });
  }
  if (rules.aspects.length && !rules.aspects.some((aspect) => fits(picture, aspect, Number(rules.aspect_tolerance)))) {
    warnings.push({ code: "aspect", measured, allowed: rules.aspects.join(" / ") });
  }
  return warnings;
}

function fits({ width, height }: Picture, aspect: string, tolerance: number): boolean {
  const [across = 1, down = 1] = aspect.split(":").map(Number);
  return Math.abs(width / height / (across / down) - 1) <= tolerance;
}

/** Null if the browser cannot play it. */
function openInPlayer(file: File): Promise<Picture | null> {
  const video = document.createElement("video");
  const url = URL.createObjectURL(file);
  const picture = new Promise<Picture | null>((resolve) => {
    video.onloadedmetadata = () => {
      const { duration: seconds, videoWidth: width, videoHeight: height } = video;
      resolve(Number.isFinite(seconds) && width && height ? { seconds, width, height } : null);
    };
    video.onerror = () => resolve(null);
    setTimeout(() => resolve(null), TIMEOUT);
    video.preload = "metadata";
    video.src = url;
  });
  return picture.finally(() => {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  });
}
