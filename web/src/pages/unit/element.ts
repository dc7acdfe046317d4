/** The parts of Element Plus that the units' pages share, with their styles. */

import "element-plus/es/components/alert/style/css";
import "element-plus/es/components/button/style/css";
import "element-plus/es/components/empty/style/css";
import "element-plus/es/components/input/style/css";
import "element-plus/es/components/option/style/css";
import "element-plus/es/components/pagination/style/css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/table/style/css";
import "element-plus/es/components/table-column/style/css";
import "element-plus/es/components/tag/style/css";

export { ElAlert } from "element-plus/es/components/alert/index";
export { ElButton } from "element-plus/es/components/button/index";
export { ElEmpty } from "element-plus/es/components/empty/index";
export { ElInput } from "element-plus/es/components/input/index";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
export { ElPagination } from "element-plus/es/components/pagination/index";
export { ElTable, ElTableColumn } from "element-plus/es/components/table/index";
export { ElTag } from "element-plus/es/components/tag/index";
