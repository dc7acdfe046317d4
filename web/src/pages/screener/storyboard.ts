/** Where each frame lies in a storyboard: rows of four, all of one size, with a gap around each. */

export interface Size {
  width: number;
  height: number;
}

/** As the server draws it. */
const COLUMNS = 4;
const GAP = 8;
/** Of a frame as it is shown at the most. */
const HIGHEST = "11rem";

/** Styles by which one of `count` frames is cut out of a picture of that size. */
export function cut(board: Size, count: number, index: number) {
  const across = Math.min(COLUMNS, count);
  const down = Math.ceil(count / COLUMNS);
  const width = (board.width - GAP) / across - GAP;
  const height = (board.height - GAP) / down - GAP;
  const left = GAP + (index % COLUMNS) * (width + GAP);
  const top = GAP + Math.floor(index / COLUMNS) * (height + GAP);
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return {
    frame: {
      aspectRatio: `${width} / ${height}`,
      width: `min(100%, calc(${HIGHEST} * ${width / height}))`,
    },
    picture: {
      width: percent(board.width, width),
      left: percent(-left, width),
      top: percent(-top, height),
    },
  };
}

/** Milliseconds as the storyboard writes them: 0:05. */
export function time(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
