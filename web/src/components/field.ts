/** Element Plus' input, with its style: all that a judge's page has of it. */

import "element-plus/es/components/input/style/css";

export { ElInput } from "element-plus/es/components/input/index";
