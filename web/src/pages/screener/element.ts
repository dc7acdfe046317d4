/** The parts of Element Plus that the screeners' list uses, with their styles. */

import "element-plus/es/components/button/style/css";
import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/empty/style/css";
import "element-plus/es/components/input/style/css";
import "element-plus/es/components/option/style/css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/tag/style/css";

export { ElButton } from "element-plus/es/components/button/index";
export { ElCheckbox } from "element-plus/es/components/checkbox/index";
export { ElEmpty } from "element-plus/es/components/empty/index";
export { ElInput } from "element-plus/es/components/input/index";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
export { ElTag } from "element-plus/es/components/tag/index";
