/** The texts of all pages but the host's, a file an area, and those of Element Plus. */

import account from "./account";
import common from "./common";
import entrant from "./entrant";
import front from "./front";
import judge from "./judge";
import publicPages from "./public";
import screener from "./screener";
import unit from "./unit";
import winners from "./winners";

export { default as element } from "element-plus/es/locale/lang/zh-cn";
export default { ...common, ...publicPages, ...front, ...winners, ...account, ...entrant, ...screener, ...judge, ...unit };
