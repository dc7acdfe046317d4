/** The parts of Element Plus that the host's pages share, with their styles. */

import "element-plus/es/components/checkbox/style/css";
import "element-plus/es/components/dialog/style/css";
import "element-plus/es/components/input-number/style/css";
import "element-plus/es/components/option/style/css";
import "element-plus/es/components/pagination/style/css";
import "element-plus/es/components/radio/style/css";
import "element-plus/es/components/select/style/css";
import "element-plus/es/components/table/style/css";
import "element-plus/es/components/table-column/style/css";

export * from "../../components/controls";
export { ElCheckbox } from "element-plus/es/components/checkbox/index";
export { ElDialog } from "element-plus/es/components/dialog/index";
export { ElInputNumber } from "element-plus/es/components/input-number/index";
export { ElPagination } from "element-plus/es/components/pagination/index";
export { ElRadio, ElRadioGroup } from "element-plus/es/components/radio/index";
export { ElOption, ElSelect } from "element-plus/es/components/select/index";
export { ElTable, ElTableColumn } from "element-plus/es/components/table/index";
