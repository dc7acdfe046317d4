/** Where each frame lies in a storyboard: rows of four, all of one size, with a gap around each. */

export interface Size {
  width: number;
  height: number;
}

/** As the server draws it. */
const COLUMNS = 4;
const GAP = 8;
/** The greatest height at which a frame is shown. */
const MAX_HEIGHT = "11rem";

/** Styles of the box of a frame, whatever the size of the picture. */
export const frameBox = ({ width, height }: Size) => ({
  aspectRatio: `${width} / ${height}`,
  width: `min(100%, calc(${MAX_HEIGHT} * ${width / height}))`,
});

/** Styles that cut one of `count` frames out of a storyboard of that size. */
export function cropFrame(storyboard: Size, count: number, index: number) {
  const across = Math.min(COLUMNS, count);
  const down = Math.ceil(count / COLUMNS);
  const width = (storyboard.width - GAP) / across - GAP;
  const height = (storyboard.height - GAP) / down - GAP;
  const left = GAP + (index % COLUMNS) * (width + GAP);
  const top = GAP + Math.floor(index / COLUMNS) * (height + GAP);
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return {
    frame: frameBox({ width, height }),
    picture: {
      width: percent(storyboard.width, width),
      left: percent(-left, width),
      top: percent(-top, height),
    },
  };
}

/** Milliseconds as the storyboard writes them: 0:05. */
export function timecode(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
