import { describe, expect, it } from "vitest";
import type { MediaRules } from "../../src/document";
import { isMp4, mayBeConverted, pictureWarnings, type WarningCode } from "../../src/pages/entrant/upload/precheck";

const RULES: MediaRules = {
  container: "mp4", min_seconds: "60", max_seconds: "480", min_long_side: 1920,
  min_short_side: 1080, aspects: ["16:9", "9:16"], aspect_tolerance: "0.01", max_bytes: 2 ** 31,
  frame_tolerance: 1,
};
const codes = (seconds: number, width: number, height: number) =>
  pictureWarnings({ seconds, width, height }, RULES).map(({ code }) => code);

function typeBox(...brands: string[]): ArrayBuffer {
  const [major = "", ...compatible] = brands;
  const body = `ftyp${major}\0\0\0\0${compatible.join("")}`;
  const bytes = Uint8Array.from(`\0\0\0\0${body}`, (char) => char.charCodeAt(0));
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  return bytes.buffer;
}

describe("the type of a file", () => {
  it.each([
    [["isom", "isom", "iso2"]], [["qt  ", "qt  ", "mp42"]], [["mp42"]], [["XAVC", "XAVC"]],
  ])("%j is an mp4", (brands) => expect(isMp4(typeBox(...brands))).toBe(true));

  it.each([[["qt  ", "qt  "]], [["qt  ", "\0\0\0\0"]], [["heic", "mif1", "heic"]]])(
    "%j is none", (brands) => expect(isMp4(typeBox(...brands))).toBe(false),
  );

  it("is none without a type box", () => {
    for (const text of ["", "RIFF", "\x1aE\xdf\xa3 webm"]) {
      expect(isMp4(new TextEncoder().encode(text).buffer as ArrayBuffer)).toBe(false);
    }
  });
});

describe("the check before an upload", () => {
  it.each([
    [60, 1920, 1080], [480, 1920, 1080], [59.7, 1920, 1080], [480.4, 1080, 1920],
    [100, 1920, 1088], [100, 3840, 2160], [100, 2160, 3840],
  ])("has no warning for %d s of %d×%d", (...picture) => expect(codes(...picture)).toEqual([]));

  it.each([
    [59, 1920, 1080, ["duration"]],
    [481, 1920, 1080, ["duration"]],
    [100, 1280, 720, ["resolution"]],
    [100, 2048, 1080, ["aspect"]],
    [45, 640, 480, ["duration", "resolution", "aspect"]],
  ])("warns of %d s of %d×%d", (seconds, width, height, found) =>
    expect(codes(seconds, width, height)).toEqual(found));
});

it("has no warning for a length, a size or a shape that the rules do not limit", () => {
  const any = { ...RULES, min_seconds: "0", min_long_side: 0, min_short_side: 0, aspects: [] };
  expect(pictureWarnings({ seconds: 2, width: 640, height: 480 }, any)).toEqual([]);
  expect(pictureWarnings({ seconds: 600, width: 640, height: 480 }, any)).toEqual([
    { code: "longest", measured: "10:00", allowed: "8:00" },
  ]);
});

describe("a film that Photos may have converted", () => {
  const IPHONE = { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", maxTouchPoints: 5 };
  const IPAD = { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", maxTouchPoints: 5 };
  const MAC = { ...IPAD, maxTouchPoints: 0 };
  const ANDROID = { userAgent: "Mozilla/5.0 (Linux; Android 14)", maxTouchPoints: 5 };
  it.each<[string, typeof MAC, WarningCode[], boolean]>([
    ["an iPhone", IPHONE, ["container"], true],
    ["an iPad", IPAD, ["duration", "resolution"], true],
    ["an iPhone that warns of other things", IPHONE, ["size", "aspect", "unreadable"], false],
    ["an iPhone that warns of nothing", IPHONE, [], false],
    ["a Mac", MAC, ["container"], false],
    ["an Android phone", ANDROID, ["container"], false],
  ])("on %s", (_, browser, warned, expected) => {
    const warnings = warned.map((code) => ({ code, measured: "", allowed: "" }));
    expect(mayBeConverted(warnings, browser)).toBe(expected);
  });
});
