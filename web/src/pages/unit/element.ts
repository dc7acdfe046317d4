/** The parts of Element Plus that the units' pages share, with their styles. */

import "element-plus/es/components/option/style/css";
import "element-plus/es/components/pagination/style/css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/table/style/css";
import "element-plus/es/components/table-column/style/css";

export * from "../../components/controls";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
export { ElPagination } from "element-plus/es/components/pagination/index";
export { ElTable, ElTableColumn } from "element-plus/es/components/table/index";
