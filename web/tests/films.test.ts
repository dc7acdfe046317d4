import { afterEach, describe, expect, it, vi } from "vitest";
import { bitRate, firstChoice, playable } from "../src/components/films";
import type { Film } from "../src/document";

const HEVC: Film = { kind: "copy", url: "c", codecs: "hvc1.2.4.L120.90, mp4a.40.2", size: 60_000_000 };
const H264: Film = { kind: "rendition", url: "r", codecs: "avc1.640028, mp4a.40.2", size: 30_000_000 };
const SILENT: Film = { ...H264, codecs: "avc1.640028" };
const AC3: Film = { ...HEVC, codecs: "avc1.640028, ac-3" };
const UNKNOWN: Film = { kind: "original", url: "o", codecs: "", size: 1 };
const SHOWN = { width: 1920, height: 1080, seconds: 60 };

/** A browser that plays these codecs, and keeps what it was asked. */
function browser(...played: string[]): MediaDecodingConfiguration[] {
  const asked: MediaDecodingConfiguration[] = [];
  const plays = (type: string | undefined) => !type || played.some((codec) => type.includes(`"${codec}`));
  const decodingInfo = async (given: MediaDecodingConfiguration) => {
    asked.push(given);
    return { supported: plays(given.video?.contentType) && plays(given.audio?.contentType) };
  };
  vi.stubGlobal("navigator", { mediaCapabilities: { decodingInfo } });
  return asked;
}
afterEach(() => void vi.unstubAllGlobals());

describe("a work with several files", () => {
  it("has those that the browser plays, picture and sound, in their order", async () => {
    browser("avc1", "mp4a");
    expect(await playable([H264, HEVC, AC3], SHOWN)).toEqual([H264]);
    browser("avc1", "hvc1", "mp4a");
    expect(await playable([H264, HEVC, SILENT], SHOWN)).toEqual([H264, HEVC, SILENT]);
  });

  it("is asked for with one codec in each type, as the API wants it", async () => {
    const asked = browser("avc1", "mp4a");
    await playable([H264, SILENT], SHOWN);
    expect(asked).toEqual([
      {
        type: "file",
        video: { contentType: 'video/mp4; codecs="avc1.640028"', width: 1920, height: 1080, bitrate: 4_000_000, framerate: 30 },
        audio: { contentType: 'audio/mp4; codecs="mp4a.40.2"' },
      },
      {
        type: "file",
        video: { contentType: 'video/mp4; codecs="avc1.640028"', width: 1920, height: 1080, bitrate: 4_000_000, framerate: 30 },
      },
    ]);
  });

  it("is tried where the codecs are not known, or the browser gives no answer", async () => {
    browser();
    expect(await playable([UNKNOWN], SHOWN)).toEqual([UNKNOWN]);
    vi.stubGlobal("navigator", { mediaCapabilities: { decodingInfo: () => Promise.reject(new TypeError()) } });
    expect(await playable([HEVC], SHOWN)).toEqual([HEVC]);
  });

  it("asks an old browser in its own way", async () => {
    vi.stubGlobal("navigator", {});
    const canPlayType = (type: string) => (type === 'video/mp4; codecs="avc1.640028, mp4a.40.2"' ? "probably" : "");
    vi.stubGlobal("document", { createElement: () => ({ canPlayType }) });
    expect(await playable([H264, HEVC], SHOWN)).toEqual([H264]);
  });

  it("is small at first where the browser says that the line is slow, and a small one is there", () => {
    const small: Film = { ...H264, kind: "small", size: 9_000_000 };
    vi.stubGlobal("navigator", { connection: { downlink: 1.6 } });
    expect(firstChoice([HEVC, small], 60)).toBe(small);
    expect(firstChoice([HEVC, H264], 60)).toBe(HEVC);
    expect(firstChoice([], 60)).toBe(null);
    vi.stubGlobal("navigator", { connection: { downlink: 10 } });
    expect(firstChoice([HEVC, small], 60)).toBe(HEVC);
    vi.stubGlobal("navigator", {});
    expect(firstChoice([HEVC, small], 60)).toBe(HEVC);
  });

  it("says how fast a line each takes", () => {
    expect([bitRate(HEVC, 60), bitRate(H264, 60)]).toEqual([8_000_000, 4_000_000]);
  });
});
