/** The light parts of Element Plus, with their styles: all that first pages have of it. Tables, selects
 * and dialogs are loaded with the pages that have them. */

import "element-plus/es/components/alert/style/css";
import "element-plus/es/components/button/style/css";
import "element-plus/es/components/progress/style/css";
import "element-plus/es/components/skeleton/style/css";
import "element-plus/es/components/tag/style/css";

export { ElAlert } from "element-plus/es/components/alert/index";
export { ElButton } from "element-plus/es/components/button/index";
export { ElInput } from "./field";
export { ElProgress } from "element-plus/es/components/progress/index";
export { ElSkeleton } from "element-plus/es/components/skeleton/index";
export { ElTag } from "element-plus/es/components/tag/index";
