/** A look at a file before it is sent, by the contest's rules. It only warns: the server's check,
 * which measures for itself, decides. What a browser cannot read it says nothing of. */

import type { MediaRules } from "../../../document";

export type Mark = "size" | "container" | "duration" | "resolution" | "aspect" | "unreadable";

export interface Warning {
  mark: Mark;
  measured: string;
  allowed: string;
}

export interface Seen {
  seconds: number;
  width: number;
  height: number;
}

/** Seconds by which a browser's duration may be off: containers and frames are rounded. */
const ABOUT = 0.5;
const PATIENCE = 10_000;

export async function precheck(file: File, rules: MediaRules): Promise<Warning[]> {
  const warnings = await fileWarnings(file, rules);
  if (warnings.some((warning) => warning.mark === "container")) return warnings;
  const seen = await watch(file);
  const unreadable: Warning = { mark: "unreadable", measured: "", allowed: "" };
  return [...warnings, ...(seen ? pictureWarnings(seen, rules) : [unreadable])];
}

async function fileWarnings(file: File, rules: MediaRules): Promise<Warning[]> {
  const warnings: Warning[] = [];
  if (file.size > rules.max_bytes) {
    warnings.push({ mark: "size", measured: size(file.size), allowed: size(rules.max_bytes) });
  }
  const head = new TextDecoder("latin1").decode(await file.slice(4, 8).arrayBuffer());
  if (head !== "ftyp") {
    warnings.push({ mark: "container", measured: file.name, allowed: rules.container });
  }
  return warnings;
}

export function pictureWarnings(seen: Seen, rules: MediaRules): Warning[] {
  const warnings: Warning[] = [];
  const [least, most] = [Number(rules.min_seconds), Number(rules.max_seconds)];
  if (seen.seconds < least - ABOUT || seen.seconds > most + ABOUT) {
    const allowed = `${clock(least)}–${clock(most)}`;
    warnings.push({ mark: "duration", measured: clock(seen.seconds), allowed });
  }
  const [long, short] = [Math.max(seen.width, seen.height), Math.min(seen.width, seen.height)];
  const measured = `${seen.width}×${seen.height}`;
  if (long < rules.min_long_side || short < rules.min_short_side) {
    const allowed = `${rules.min_long_side}×${rules.min_short_side}`;
    warnings.push({ mark: "resolution", measured, allowed });
  }
  if (!rules.aspects.some((aspect) => fits(seen, aspect, Number(rules.aspect_tolerance)))) {
    warnings.push({ mark: "aspect", measured, allowed: rules.aspects.join(" / ") });
  }
  return warnings;
}

function fits(seen: Seen, aspect: string, tolerance: number): boolean {
  const [width = 1, height = 1] = aspect.split(":").map(Number);
  return Math.abs(seen.width / seen.height / (width / height) - 1) <= tolerance;
}

/** What a player shows: turned, with the shape of its pixels applied. Null if it cannot play it. */
function watch(file: File): Promise<Seen | null> {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  const seen = new Promise<Seen | null>((resolve) => {
    video.onloadedmetadata = () => {
      const { duration: seconds, videoWidth: width, videoHeight: height } = video;
      resolve(Number.isFinite(seconds) && width && height ? { seconds, width, height } : null);
    };
    video.onerror = () => resolve(null);
    setTimeout(() => resolve(null), PATIENCE);
    video.preload = "metadata";
    video.src = address;
  });
  return seen.finally(() => {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  });
}

export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  return whole < 3600
    ? `${Math.floor(whole / 60)}:${rest}`
    : `${Math.floor(whole / 3600)}:${String(Math.floor(whole / 60) % 60).padStart(2, "0")}:${rest}`;
}

/** As file managers show it: MB and GB of 1024. */
export function size(bytes: number): string {
  const [unit, by] = bytes >= 1024 ** 3 ? ["GB", 1024 ** 3] as const : ["MB", 1024 ** 2] as const;
  return `${Number((bytes / by).toFixed(bytes / by < 10 ? 2 : 1))} ${unit}`;
}
