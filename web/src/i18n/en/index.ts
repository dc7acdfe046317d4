import type zh from "../zh";
import account from "./account";
import common from "./common";
import entrant from "./entrant";
import front from "./front";
import judge from "./judge";
import publicPages from "./public";
import screener from "./screener";
import unit from "./unit";
import winners from "./winners";

const en: typeof zh = {
  ...common, ...publicPages, ...front, ...winners, ...account, ...entrant, ...screener, ...judge, ...unit,
};

export { default as element } from "element-plus/es/locale/lang/en";
export default en;
