/** The shape of a video before the browser has read it. */

import type { ScreeningCase } from "../../document";
import type { Size } from "./storyboard";

/** As the check has measured it, rotated and with square pixels; 16:9 if it was not measured. */
export function shapeOf({ verdict }: Pick<ScreeningCase, "verdict">): Size {
  const { width, height } = verdict?.facts ?? { width: 16, height: 9 };
  return { width, height };
}
