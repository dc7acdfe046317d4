/** The texts of all pages, a file an area. */

import account from "./account";
import common from "./common";
import entrant from "./entrant";
import host from "./host";
import judge from "./judge";
import publicPages from "./public";
import screener from "./screener";

export default { ...common, ...publicPages, ...account, ...entrant, ...screener, ...judge, ...host };
