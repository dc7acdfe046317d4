import { describe, expect, it } from "vitest";
import { cropFrame, timecode } from "../../src/pages/screener/storyboard";

/** Where the frame lies, in pixels of the storyboard. */
function place(board: { width: number; height: number }, count: number, index: number) {
  const { frame, picture } = cropFrame(board, count, index);
  const [width = 0, height = 0] = frame.aspectRatio.split(" / ").map(Number);
  const pixels = (percent: string, whole: number) =>
    Math.round((Number.parseFloat(percent) / 100) * whole);
  return {
    width, height, left: -pixels(picture.left, width), top: -pixels(picture.top, height),
    whole: pixels(picture.width, width),
  };
}

describe("a frame of a storyboard", () => {
  it("lies in rows of four, with a gap around each", () => {
    const board = { width: 8 + 4 * 328, height: 8 + 4 * 188 };
    const own = { width: 320, height: 180, whole: board.width };
    expect(place(board, 16, 0)).toEqual({ ...own, left: 8, top: 8 });
    expect(place(board, 16, 3)).toEqual({ ...own, left: 992, top: 8 });
    expect(place(board, 16, 9)).toEqual({ ...own, left: 336, top: 384 });
  });

  it("is found in a last row that is not full", () => {
    const board = { width: 8 + 4 * 328, height: 8 + 2 * 188 };
    const own = { width: 320, height: 180, whole: board.width };
    expect(place(board, 6, 5)).toEqual({ ...own, left: 336, top: 196 });
  });

  it("may be one of fewer than four, and upright", () => {
    const board = { width: 8 + 2 * 188, height: 8 + 328 };
    expect(place(board, 2, 1)).toEqual({
      width: 180, height: 320, left: 196, top: 8, whole: board.width,
    });
  });

  it("has its time as the storyboard writes it", () => {
    expect([0, 5_999, 60_000, 479_040].map(timecode)).toEqual(["0:00", "0:05", "1:00", "7:59"]);
  });
});
