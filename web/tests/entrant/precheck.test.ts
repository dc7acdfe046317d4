import { describe, expect, it } from "vitest";
import type { MediaRules } from "../../src/document";
import { clock, pictureWarnings, size } from "../../src/pages/entrant/upload/precheck";

const RULES: MediaRules = {
  container: "mp4", min_seconds: "60", max_seconds: "480", min_long_side: 1920,
  min_short_side: 1080, aspects: ["16:9", "9:16"], aspect_tolerance: "0.01", max_bytes: 2 ** 31,
  frame_tolerance: 1,
};
const marks = (seconds: number, width: number, height: number) =>
  pictureWarnings({ seconds, width, height }, RULES).map(({ mark }) => mark);

describe("precheck", () => {
  it.each([
    [60, 1920, 1080], [480, 1920, 1080], [59.7, 1920, 1080], [480.4, 1080, 1920],
    [100, 1920, 1088], [100, 3840, 2160], [100, 2160, 3840],
  ])("does not doubt %d s of %d×%d", (...seen) => expect(marks(...seen)).toEqual([]));

  it.each([
    [59, 1920, 1080, ["duration"]],
    [481, 1920, 1080, ["duration"]],
    [100, 1280, 720, ["resolution"]],
    [100, 2048, 1080, ["aspect"]],
    [45, 640, 480, ["duration", "resolution", "aspect"]],
  ])("doubts %d s of %d×%d", (seconds, width, height, found) =>
    expect(marks(seconds, width, height)).toEqual(found));

  it("writes times and sizes as people read them", () => {
    expect([45.2, 480, 3725].map(clock)).toEqual(["0:45", "8:00", "1:02:05"]);
    expect([400_000, 63_000_000, 2 ** 31].map(size)).toEqual(["0.38 MB", "60.1 MB", "2 GB"]);
  });
});
