/** The parts of Element Plus that filter the screeners' list, with their styles. */

import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/option/style/css";
import "element-plus/es/components/select/style/css";

export { ElCheckbox } from "element-plus/es/components/checkbox/index";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
