/** The parts of Element Plus that the host's pages share, with their styles. */

import "element-plus/es/components/alert/style/css";
import "element-plus/es/components/button/style/css";
import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/dialog/style/css";
import "element-plus/es/components/empty/style/css";
import "element-plus/es/components/input/style/css";
import "element-plus/es/components/input-number/style/css";
import "element-plus/es/components/option/style/css";
import "element-plus/es/components/pagination/style/css";
import "element-plus/es/components/progress/style/css";
import "element-plus/es/components/radio/style/css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/skeleton/style/css";
import "element-plus/es/components/table/style/css";
import "element-plus/es/components/table-column/style/css";
import "element-plus/es/components/tag/style/css";

export { ElAlert } from "element-plus/es/components/alert/index";
export { ElButton } from "element-plus/es/components/button/index";
export { ElCheckbox } from "element-plus/es/components/checkbox/index";
export { ElDialog } from "element-plus/es/components/dialog/index";
export { ElEmpty } from "element-plus/es/components/empty/index";
export { ElInput } from "element-plus/es/components/input/index";
export { ElInputNumber } from "element-plus/es/components/input-number/index";
export { ElPagination } from "element-plus/es/components/pagination/index";
export { ElProgress } from "element-plus/es/components/progress/index";
export { ElRadio, ElRadioGroup } from "element-plus/es/components/radio/index";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
export { ElSkeleton } from "element-plus/es/components/skeleton/index";
export { ElTable, ElTableColumn } from "element-plus/es/components/table/index";
export { ElTag } from "element-plus/es/components/tag/index";
